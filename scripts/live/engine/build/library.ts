import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { filesBelow } from "../../../lesson/files.ts";
import type { Modules } from "../loaded.ts";
import { moduleWithKeptLines } from "./kept-lines.ts";
import { lazyIndex, namesOfIndex } from "./lazy-index.ts";

const index = "src/index.ts";
/** What every lesson opens with. */
const opening = "src/lesson.ts";

/** The library as a worker loads it, in the portions in which a page does. */
export class Library {
  readonly #all: Modules;
  /** The module that has it, by the name under which the index gives it. */
  readonly #names: ReadonlyMap<string, string>;
  /** What every lesson needs. */
  readonly shared: Modules;

  private constructor(all: Modules) {
    const whole = all[index] ?? "";
    this.#names = namesOfIndex(whole);
    this.#all = { ...all, [index]: lazyIndex(whole) };
    this.shared = this.#only(new Set([index, ...this.#reached([opening])]));
  }

  static async read(root: string): Promise<Library> {
    const files = (await filesBelow(root, "src")).filter(isModule);
    const compiled = files.map(async (file) => {
      return [file, moduleWithKeptLines(file, await readFile(join(root, file), "utf8"))] as const;
    });
    return new Library(Object.fromEntries(await Promise.all(compiled)));
  }

  /** What these cells need besides, but for exercises. */
  usedBy(folder: string, sources: readonly string[]): Modules {
    const imported = sources.flatMap((source) => this.#importedBy(folder, source));
    return this.#besides(imported.filter((file) => !isExercise(file)));
  }

  /** What the exercises that these cells import need besides. */
  exercisesOf(folder: string, sources: readonly string[]): Modules {
    const imported = sources.flatMap((source) => this.#importedBy(folder, source));
    return this.#besides(imported.filter(isExercise));
  }

  /** All that is no exercise and not shared: for cells that a reader wrote. */
  get rest(): Modules {
    return this.#besides(Object.keys(this.#all).filter((file) => !isExercise(file)));
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

  /** The modules behind the names that a cell imports; all of the library where it does not say which. */
  #importedBy(folder: string, source: string): readonly string[] {
    const imports = [...source.matchAll(/\bimport\b([^;"']*)["'](\.[^"']*)["']/g)];
    return imports.flatMap(([, what = "", id = ""]) => {
      const path = posix.join(folder, id).replace(/\/$/, "");
      if (path !== "src" && path !== "src/index" && path !== index)
        return [path.endsWith(".ts") ? path : `${path}.ts`];
      const named = /\{([^}]*)\}/.exec(what)?.[1]?.match(/\w+/g) ?? [];
      const found = named.flatMap((name) => this.#names.get(name) ?? []);
      return what.includes("{") ? found : [...this.#names.values()];
    });
  }
}

function isModule(file: string): boolean {
  return file.endsWith(".ts") && !/(\.test|(^|\/)testing)\.ts$/.test(file);
}

function isExercise(file: string): boolean {
  return file.startsWith("src/exercises/");
}
