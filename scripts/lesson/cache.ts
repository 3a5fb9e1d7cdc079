import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CellRun } from "./execute.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells } from "./notebook.ts";

/** Remembers what a lesson's cells printed, for as long as nothing that they depend on changes. */
export interface Cache {
  get(lesson: Lesson): Promise<readonly CellRun[] | undefined>;
  put(lesson: Lesson, runs: readonly CellRun[]): Promise<void>;
}

/** A cache that remembers nothing. */
export const noCache: Cache = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
};

/** A cache in `.cache/outputs` below the project, addressed by the contents of everything a cell can see. */
export async function contentCache(root: string): Promise<Cache> {
  const around = await fingerprint(root);
  const fileFor = (lesson: Lesson): string => {
    const sources = codeCells(lesson.notebook).map(({ id, source }) => [id, source]);
    const key = sha256(JSON.stringify([around, lesson.slug, sources]));
    return join(root, ".cache", "outputs", `${key}.json`);
  };
  return {
    get: async (lesson) => await readEntry(fileFor(lesson), lesson),
    put: async (lesson, runs) => {
      await writeAtomically(fileFor(lesson), JSON.stringify(runs));
    },
  };
}

/** Everything but the cells that decides what a cell prints. */
async function fingerprint(root: string): Promise<string> {
  const files = [
    ...(await filesBelow(root, "src")),
    ...(await filesBelow(root, "scripts/kernel")),
    "package-lock.json",
    "tsconfig.json",
    "src/tsconfig.json",
  ].filter((file) => !file.endsWith(".test.ts"));
  const contents = await Promise.all(
    [...new Set(files)].map(async (file) => [file, sha256(await readOrNothing(join(root, file)))]),
  );
  return sha256(JSON.stringify([process.version, contents]));
}

/** The files below a folder, by path from the root, in a fixed order; none when it is missing. */
export async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** Bytes as a short name that no other bytes have. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

async function readOrNothing(path: string): Promise<Uint8Array> {
  return await readFile(path).catch(() => new Uint8Array());
}

/** A damaged entry is as good as none: the lesson runs again and overwrites it. */
async function readEntry(path: string, lesson: Lesson): Promise<readonly CellRun[] | undefined> {
  try {
    const runs = JSON.parse(await readFile(path, "utf8")) as readonly CellRun[];
    const ids = codeCells(lesson.notebook).map(({ id }) => id);
    const whole = runs.map(({ id }) => id).join() === ids.join();
    return whole && runs.every(isRun) ? runs : undefined;
  } catch {
    return undefined;
  }
}

function isRun({ status, outputs }: CellRun): boolean {
  return typeof status === "string" && Array.isArray(outputs);
}

/** Writes a file so that a reader sees the old content or the new, never a part. */
export async function writeAtomically(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
