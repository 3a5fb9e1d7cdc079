import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Imports } from "../kernel/session.ts";
import type { CellRun, Executed } from "./execute.ts";
import type { Limits } from "./limits.ts";
import { courseCode } from "./course-code.ts";
import { hashesOf, sha256, writeAtomically } from "./files.ts";
import {
  fromRoot,
  partsAround,
  partsOfCells,
  partsOfImports,
  type Inputs,
  type Parts,
} from "./inputs.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells } from "./notebook.ts";
import { whatChanged } from "./why.ts";

/** What is remembered of a lesson, and why it must run or need not. */
export interface Recalled {
  /** What its cells printed; undefined when it must run. */
  readonly runs: readonly CellRun[] | undefined;
  readonly why: string;
}

/** Remembers what a lesson's cells printed, for as long as nothing that they depend on changes. */
export interface Cache {
  get(lesson: Lesson): Promise<Recalled>;
  put(lesson: Lesson, executed: Executed): Promise<void>;
}

/** A cache that remembers nothing. */
export const noCache: Cache = {
  get: () => Promise.resolve({ runs: undefined, why: "--no-cache was given" }),
  put: () => Promise.resolve(),
};

/** Where the cache lies below the project. Machines may fill it together: names are contents. */
export const cacheFolder = ".cache/lessons";

/**
 * A cache in `.cache/lessons`, addressed by content. `around` and the cells name a note of what the lesson imports; with
 * the contents of that they name the outputs. Run on another road or within other limits, a lesson is another.
 */
export async function contentCache(
  root: string,
  limits: Limits,
  road: "fast" | "kernel",
): Promise<Cache> {
  const around = await partsAround(root, limits, road);
  const code = await codeNow(root);
  const folder = join(root, cacheFolder);
  return {
    get: async (lesson) => await recall(root, folder, around, lesson),
    put: async (lesson, { runs, imports }) => {
      if (!imports.isComplete || (await hasChanged(root, code))) return;
      await remember(root, folder, around, lesson, runs, imports);
    },
  };
}

async function recall(
  root: string,
  folder: string,
  around: Parts,
  lesson: Lesson,
): Promise<Recalled> {
  const cells = partsOfCells(lesson);
  const note = await readNote(importsPath(folder, around, cells));
  const imports = note ? await partsOfImports(root, note) : {};
  const inputs: Inputs = { around, cells, imports };
  const found = note ? await readOutputs(outputsPath(folder, inputs), lesson) : "missing";
  if (typeof found !== "string") return { runs: found, why: "nothing it depends on has changed" };
  if (found === "damaged") return { runs: undefined, why: "its entry in the cache is damaged" };
  const last = await lastRun(folder, lesson);
  if (last === undefined) return { runs: undefined, why: "it has not run here before" };
  // Cells that were never seen have no note: what they imported last is the nearest there is to it.
  const same = note ? imports : await hashesOf(root, Object.keys(last.imports));
  const ids = codeCells(lesson.notebook).map(({ id }) => id);
  return { runs: undefined, why: whatChanged(last, { ...inputs, imports: same }, ids) };
}

async function remember(
  root: string,
  folder: string,
  around: Parts,
  lesson: Lesson,
  runs: readonly CellRun[],
  imports: Imports,
): Promise<void> {
  const note = { files: fromRoot(root, imports.files), absent: fromRoot(root, imports.absent) };
  const cells = partsOfCells(lesson);
  const inputs: Inputs = { around, cells, imports: await partsOfImports(root, note) };
  // Ids are names that an author may change: outputs belong to cells by their order.
  const outputs = JSON.stringify(runs.map(({ status, outputs }) => ({ status, outputs })));
  await writeAtomically(outputsPath(folder, inputs), `${sha256(outputs)}\n${outputs}`);
  await writeAtomically(importsPath(folder, around, cells), JSON.stringify(note));
  await writeAtomically(lastPath(folder, lesson), JSON.stringify(inputs));
}

const importsPath = (folder: string, around: Parts, cells: readonly string[]): string =>
  join(folder, "imports", `${sha256(JSON.stringify([around, cells]))}.json`);

const outputsPath = (folder: string, inputs: Inputs): string =>
  join(folder, "outputs", `${sha256(JSON.stringify(inputs))}.json`);

const lastPath = (folder: string, { slug }: Lesson): string => join(folder, "last", `${slug}.json`);

/** A damaged entry is as good as none: the lesson runs again and overwrites it. */
async function readOutputs(
  path: string,
  { notebook }: Lesson,
): Promise<readonly CellRun[] | "missing" | "damaged"> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return "missing";
  const end = text.indexOf("\n");
  const content = text.slice(end + 1);
  if (sha256(content) !== text.slice(0, end)) return "damaged";
  const runs = JSON.parse(content) as readonly Omit<CellRun, "id">[];
  return codeCells(notebook).map(({ id }, index) => ({ id, ...runs[index]! }));
}

async function readNote(path: string): Promise<Pick<Imports, "files" | "absent"> | undefined> {
  return await readJson(path, (note: Partial<Imports>) =>
    [note.files, note.absent].every((list) => Array.isArray(list)),
  );
}

async function lastRun(folder: string, lesson: Lesson): Promise<Inputs | undefined> {
  return await readJson(
    lastPath(folder, lesson),
    ({ around, cells, imports }: Partial<Inputs>) =>
      typeof around === "object" && typeof imports === "object" && Array.isArray(cells),
  );
}

async function readJson<Wanted>(
  path: string,
  isWhole: (value: Partial<Wanted>) => boolean,
): Promise<Wanted | undefined> {
  try {
    const value = JSON.parse(await readFile(path, "utf8")) as Partial<Wanted>;
    return isWhole(value) ? (value as Wanted) : undefined;
  } catch {
    return undefined;
  }
}

/** What lessons may import, as it is when the run starts. */
async function codeNow(root: string): Promise<Parts> {
  return await hashesOf(root, await courseCode(root));
}

/** An author who saves while lessons run: nobody can say which text a lesson has seen. */
async function hasChanged(root: string, before: Parts): Promise<boolean> {
  return JSON.stringify(await codeNow(root)) !== JSON.stringify(before);
}
