import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { filesBelow, hashesOf, sha256, writeAtomically } from "../../lesson/files.ts";
import type { Reference } from "./model.ts";

/** The reference of a library; undefined where there is none. Reading it takes seconds, so it is kept until anything it is made of changes. */
export async function rememberedReference(
  root: string,
  read: (root: string) => Promise<Reference> = readIt,
): Promise<Reference | undefined> {
  const files = await filesBelow(root, "src");
  if (!files.includes("src/index.ts")) return undefined;
  const key = sha256(JSON.stringify([await contentsOf(root, files), await ownContents()]));
  const path = join(root, ".cache", "reference", `${key}.json`);
  const known = await recalled(path);
  if (known) return known;
  const reference = await read(root);
  await writeAtomically(path, JSON.stringify(reference));
  return reference;
}

/** Loaded only when there is something to read: it brings a compiler with it. */
async function readIt(root: string): Promise<Reference> {
  return await (await import("./read-reference.ts")).readReference(root);
}

async function contentsOf(root: string, files: readonly string[]): Promise<unknown> {
  const inputs = [...files, "tsconfig.json", "package-lock.json"];
  return await hashesOf(
    root,
    inputs.filter((file) => !file.endsWith(".test.ts")),
  );
}

/** Who reads is part of what is read. */
async function ownContents(): Promise<unknown> {
  const parent = join(import.meta.dirname, "..");
  const folder = relative(parent, import.meta.dirname);
  return await contentsOf(parent, await filesBelow(parent, folder));
}

/** A damaged note is as good as none. */
async function recalled(path: string): Promise<Reference | undefined> {
  try {
    const found = JSON.parse(await readFile(path, "utf8")) as Partial<Reference>;
    return Array.isArray(found.themes) ? { themes: found.themes } : undefined;
  } catch {
    return undefined;
  }
}
