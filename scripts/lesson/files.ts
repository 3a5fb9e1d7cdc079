import { createHash, randomUUID } from "node:crypto";
import { statSync } from "node:fs";
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

interface Known {
  readonly stamp: string;
  readonly hash: string;
}

/** What files held when they were read last in this process, by path. */
const known = new Map<string, Known>();

/**
 * The content of a file as a short name; "absent" when there is none. A build asks for the same files many times: one that
 * has not been written since is not read again.
 */
export async function hashOf(root: string, file: string): Promise<string> {
  const path = join(root, file);
  const stamp = stampOf(path);
  if (stamp === undefined) return "absent";
  const last = known.get(path);
  if (last?.stamp === stamp) return last.hash;
  const hash = await readFile(path).then(sha256, () => "absent");
  // One that is written meanwhile is read again.
  if (isSettled(path) && stampOf(path) === stamp) known.set(path, { stamp, hash });
  return hash;
}

/** When and how a file was written last; undefined where there is none. */
function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  return [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join();
}

/** Clocks of file systems are coarse: what was written just now may be written again at the same time. */
const settlesMs = 1_000;

function isSettled(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Math.abs(Date.now() - stat.ctimeMs) > settlesMs;
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
