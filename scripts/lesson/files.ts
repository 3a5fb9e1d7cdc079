import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

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

/** The content of a file as a short name; "absent" when there is none. */
export async function hashOf(root: string, file: string): Promise<string> {
  return await readFile(join(root, file)).then(sha256, () => "absent");
}

/** The contents of files, each as a short name. */
export async function hashesOf(
  root: string,
  files: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const pairs = files.map(async (file) => [file, await hashOf(root, file)] as const);
  return Object.fromEntries(await Promise.all(pairs));
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
