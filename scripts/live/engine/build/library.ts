import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { filesBelow } from "../../../lesson/files.ts";
import type { Portion } from "../../protocol.ts";
import type { Modules } from "../loaded.ts";
import { importsIn, withoutImports, type Import } from "./imports.ts";
import { moduleWithKeptLines } from "./kept-lines.ts";
import { lazyIndex, namesOfIndex } from "./lazy-index.ts";

const index = "src/index.ts";
/** What every lesson opens with, and what of it draws. */
const opening = "src/lesson.ts";
const drawn = /\bdraw\(/;
/** Whatever draws a figure uses these. */
const drawing: readonly string[] = ["src/figure.ts", "src/svg.ts"];

/** The library as a worker loads it, in the portions in which a page does. */
export class Library {
  readonly #all: Modules;
  /** The module that has it, by the name under which the index gives it. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #figures: ReadonlySet<string>;
  /** What every lesson opens with; what it draws with comes when it draws. */
  readonly shared: Modules;

  private constructor(all: Modules) {
    const whole = all[index] ?? "";
    this.#names = namesOfIndex(whole);
    this.#all = { ...all, [index]: lazyIndex(whole) };
    this.#figures = new Set(Object.keys(all).filter((file) => this.#draws(file)));
    this.#all = { ...this.#all, [opening]: this.#withLaterFigures(all[opening] ?? "") };
    this.shared = this.#only(new Set([index, ...this.#reached([opening])]));
  }

  static async read(root: string): Promise<Library> {
    const files = (await filesBelow(root, "src")).filter(isModule);
    const compiled = files.map(async (file) => {
      return [file, moduleWithKeptLines(file, await readFile(join(root, file), "utf8"))] as const;
    });
    return new Library(Object.fromEntries(await Promise.all(compiled)));
  }

  /** What draws, for every lesson. */
  get figures(): Modules {
    return this.#besides([...this.#figures].filter((file) => !isExercise(file)));
  }

  /** What these cells need besides, but for figures and exercises. */
  usedBy(folder: string, sources: readonly string[]): Modules {
    const files = this.#importedBy(folder, sources);
    return this.#besides(files.filter((file) => !isExercise(file) && !this.#figures.has(file)));
  }

  /** What the exercises that these cells import need besides that, and besides figures. */
  exercisesOf(folder: string, sources: readonly string[]): Modules {
    const own = this.usedBy(folder, sources);
    const needed = this.#besides(this.#importedBy(folder, sources).filter(isExercise));
    const files = Object.keys(needed).filter((file) => {
      return isExercise(file) || !(file in own || this.#figures.has(file));
    });
    return this.#only(new Set(files));
  }

  /** All that is no exercise and not shared: for cells that a reader wrote. */
  get rest(): Modules {
    return this.#besides(Object.keys(this.#all).filter((file) => !isExercise(file)));
  }

  /**
   * Which portions a cell of a lesson loads from when it runs: an import alone loads nothing of the index and of exercises. `sources`: all
   * cells of the lesson.
   */
  portionsOf(folder: string, sources: readonly string[], source: string): readonly Portion[] {
    const words = new Set(withoutImports(source).match(/[\w$]+/g));
    const used = sources.flatMap(importsIn).flatMap((one): readonly Import[] => {
      const names = one.names && new Map([...one.names].filter(([local]) => words.has(local)));
      const isUsed = one.all === undefined || words.has(one.all);
      return this.#isLater(folder, one) && isUsed && names?.size !== 0 ? [{ ...one, names }] : [];
    });
    const own = importsIn(source).filter((one) => !this.#isLater(folder, one));
    const files = [...own, ...used].flatMap((one) => this.#filesOf(folder, one));
    const checks = files.some(isExercise);
    const asked = Object.keys(this.#besides(files.filter(isExercise)));
    asked.push(...files.filter((file) => !isExercise(file) && !(file in this.shared)));
    const draws = drawn.test(source) || asked.some((file) => this.#figures.has(file));
    const uses = asked.some((file) => !isExercise(file) && !this.#figures.has(file));
    const portions = { own: uses, figures: draws, exercises: checks };
    return (Object.keys(portions) as Portion[]).filter((portion) => portions[portion]);
  }

  #isLater(folder: string, { from }: Import): boolean {
    return this.#isIndex(folder, from) || isExercise(posix.join(folder, from));
  }

  #draws(file: string): boolean {
    return file !== opening && drawing.some((one) => this.#reached([file]).has(one));
  }

  /** A name in backticks is one that `#reached` does not follow. */
  #withLaterFigures(code: string): string {
    return code.replace(/\brequire\("(\.[^"]+)"\)/g, (required, id: string) => {
      if (!this.#figures.has(posix.join(posix.dirname(opening), id))) return required;
      return `new Proxy({}, { get: (_, name) => require(\`${id}\`)[name] })`;
    });
  }

  #besides(files: readonly string[]): Modules {
    const reached = this.#reached(files);
    for (const file of Object.keys(this.shared)) reached.delete(file);
    return this.#only(reached);
  }

  #only(files: ReadonlySet<string>): Modules {
    return Object.fromEntries(Object.entries(this.#all).filter(([file]) => files.has(file)));
  }

  /** These and all that they load, but for the index: it loads what it is asked for. */
  #reached(files: readonly string[]): Set<string> {
    const reached = new Set(files);
    for (const file of reached) {
      if (file === index) continue;
      for (const [, id = ""] of (this.#all[file] ?? "").matchAll(/\brequire\("(\.[^"]+)"\)/g)) {
        const path = posix.join(posix.dirname(file), id);
        if (this.#all[path] !== undefined) reached.add(path);
      }
    }
    return reached;
  }

  #importedBy(folder: string, sources: readonly string[]): readonly string[] {
    return sources.flatMap((source) => {
      return importsIn(source).flatMap((one) => this.#filesOf(folder, one));
    });
  }

  #isIndex(folder: string, from: string): boolean {
    const path = posix.join(folder, from).replace(/\/$/, "");
    return path === "src" || path === "src/index" || path === index;
  }

  /** The modules behind the names that a cell imports; all of the library where it does not say which. */
  #filesOf(folder: string, { from, names }: Import): readonly string[] {
    const path = posix.join(folder, from);
    if (!this.#isIndex(folder, from)) return [path.endsWith(".ts") ? path : `${path}.ts`];
    if (names === undefined) return [...this.#names.values()];
    return [...names.values()].flatMap((name) => this.#names.get(name) ?? []);
  }
}

function isModule(file: string): boolean {
  return file.endsWith(".ts") && !/(\.test|(^|\/)testing)\.ts$/.test(file);
}

function isExercise(file: string): boolean {
  return file.startsWith("src/exercises/");
}
