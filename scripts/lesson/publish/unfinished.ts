import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** "new" while a site is being written; "old" while it steps aside for another one. */
type What = "new" | "old";

/** The folders beside a site that this process works with. */
const ours = new Set<string>();

/** A site is written in seconds: what is this old has no owner, even if its process number is in use again. */
const longestMs = 60 * 60 * 1000;

/** The name of a folder beside a site, which says whose it is: nobody else may clear it away. */
export function besides(place: string, what: What): string {
  const name = `.${basename(place)}.${what}.${process.pid}.${randomUUID().slice(0, 8)}`;
  return join(dirname(place), name);
}

/** Does the work with the name of a folder that may be made beside the site, and is gone afterwards, whatever happens. */
export async function withUnfinished(
  place: string,
  work: (fresh: string) => Promise<void>,
): Promise<void> {
  const fresh = besides(place, "new");
  ours.add(basename(fresh));
  try {
    await work(fresh);
  } finally {
    // What cannot be removed now is for the next build: how this one went does not depend on it.
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    ours.delete(basename(fresh));
  }
}

/** A build that was killed could not tidy up: its folders go, and a site that it had moved away comes back. */
export async function clearUnfinished(place: string, now: number = Date.now()): Promise<void> {
  const folder = dirname(place);
  for (const name of await readdir(folder).catch(() => [])) {
    const found = partsOf(name, place);
    if (found === undefined || !(await isAbandoned(join(folder, name), found.pid, now))) continue;
    const isLost = found.what === "old" && !(await exists(place));
    await (isLost ? rename(join(folder, name), place) : remove(join(folder, name), place));
  }
}

function partsOf(name: string, place: string): { what: What; pid: number } | undefined {
  const prefix = `.${basename(place)}.`;
  const [, what, pid] = /^(new|old)\.(\d+)\.\w+$/.exec(name.slice(prefix.length)) ?? [];
  if (!name.startsWith(prefix) || pid === undefined) return undefined;
  return { what: what as What, pid: Number(pid) };
}

async function isAbandoned(path: string, pid: number, now: number): Promise<boolean> {
  if (pid === process.pid) return !ours.has(basename(path));
  if (!isRunning(pid)) return true;
  const changed = await stat(path).catch(() => undefined);
  return changed !== undefined && now - changed.mtimeMs > longestMs;
}

/** Takes its name away first: whoever still writes into it fails at once, and does not publish a part. */
async function remove(path: string, place: string): Promise<void> {
  const taken = besides(place, "new");
  try {
    await rename(path, taken);
  } catch (error) {
    // Another build clears up, too.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  await rm(taken, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
