import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { filesBelow, hashesOf, sha256, writeAtomically } from "../../lesson/files.ts";

/**
 * What is costly to make is made once: `make` is called only when nothing of that kind was made
 * of the same parts before. Parts are contents, so what is kept is never out of date.
 */
export type Keep = (
  kind: string,
  parts: unknown,
  make: () => string | Promise<string>,
) => Promise<string>;

/** Keeps nothing. */
export const keepNothing: Keep = async (_kind, _parts, make) => await make();

const memory = new Map<string, Promise<string>>();

/** Keeps for as long as the process runs. */
export const keepInMemory: Keep = async (kind, parts, make) => {
  const key = sha256(JSON.stringify([kind, parts]));
  const kept = memory.get(key) ?? Promise.resolve().then(make);
  memory.set(key, kept);
  return await kept;
};

/** Keeps in `.cache/<kind>` below the project. Whoever deletes it loses time only; what is damaged is made again. */
export function keepIn(root: string): Keep {
  return async (kind, parts, make) => {
    const path = join(root, ".cache", kind, sha256(JSON.stringify(parts)));
    const kept = await keptAt(path);
    if (kept !== undefined) return kept;
    const made = await make();
    await writeAtomically(path, `${sha256(made)}\n${made}`);
    return made;
  };
}

async function keptAt(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const end = text.indexOf("\n");
  const made = text.slice(end + 1);
  return end !== -1 && sha256(made) === text.slice(0, end) ? made : undefined;
}

/** The contents of files as parts, by path below `root`; a missing file is a part as well. */
export async function contentsOf(root: string, files: readonly string[]): Promise<unknown> {
  return await hashesOf(root, files);
}

const codes = new Map<string, Promise<unknown>>();

/**
 * The contents of a folder of our own code: who makes a thing is part of what it is made of. Read once: what this
 * process runs is what it has loaded.
 */
export async function codeIn(folder: string): Promise<unknown> {
  const known = codes.get(folder) ?? contentsBelow(folder);
  codes.set(folder, known);
  return await known;
}

/** The contents of a folder of code, tests left out, as they are now. */
export async function contentsBelow(folder: string): Promise<unknown> {
  const parent = join(folder, "..");
  const files = await filesBelow(parent, relative(parent, folder));
  return await contentsOf(
    parent,
    files.filter((file) => !file.endsWith(".test.ts")),
  );
}
