import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Refused } from "./error.ts";

export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Puts a site in the place of the old one. It is written beside it and moved there when it is whole: whatever
 * happens before, the old site stays, and nothing else is left behind.
 */
export async function publish(out: string, files: SiteFiles, root: string): Promise<void> {
  await refuseUnlessSite(out, root);
  await clearLeftovers(out);
  const fresh = besides(out, "new");
  try {
    await writeAll(fresh, files);
    await swapIn(fresh, out);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Publishing replaces a whole folder, so it must be one that holds a site, or nothing. */
export async function refuseUnlessSite(out: string, root: string): Promise<void> {
  if (!relative(out, root).startsWith("..")) {
    throw new Refused(
      `--out must be a folder for the site alone, got ${out}, which holds the project`,
    );
  }
  const entries = await readdir(out).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new Refused(`--out must be a folder, got ${out} (${error.code ?? error.message})`);
  });
  if (entries.length === 0 || entries.includes("course.json")) return;
  throw new Refused(
    `--out must be empty or hold an earlier site, got ${out}, which holds other files: they would be lost`,
  );
}

async function writeAll(folder: string, files: SiteFiles): Promise<void> {
  for (const [name, content] of files) {
    const path = resolve(folder, name);
    if (relative(folder, path).startsWith(".."))
      throw new Error(`${name} must lie inside the site`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** No file system exchanges two folders in one step everywhere: between the two moves the old site has another name. */
async function swapIn(fresh: string, out: string): Promise<void> {
  const old = besides(out, "old");
  const hadOne = await moved(out, old);
  try {
    await rename(fresh, out);
  } catch (error) {
    // Another build was faster: its site is as good, and ours replaces it.
    if (!isTaken(error)) {
      if (hadOne) await rename(old, out);
      throw error;
    }
    await rm(old, { recursive: true, force: true });
    await swapIn(fresh, out);
  }
  await rm(old, { recursive: true, force: true });
}

function isTaken(error: unknown): boolean {
  return ["ENOTEMPTY", "EEXIST", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function besides(out: string, what: "new" | "old"): string {
  return join(dirname(out), `.${basename(out)}.${what}.${process.pid}.${randomUUID().slice(0, 8)}`);
}

/** A build that was killed could not tidy up: its folders bear the number of a process that is gone. */
async function clearLeftovers(out: string): Promise<void> {
  const prefix = `.${basename(out)}.`;
  const names = await readdir(dirname(out)).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const [what, pid] = name.slice(prefix.length).split(".");
    if ((what !== "new" && what !== "old") || isRunning(Number(pid))) continue;
    const path = join(dirname(out), name);
    const lost = what === "old" && !(await exists(out));
    await (lost ? rename(path, out) : rm(path, { recursive: true, force: true }));
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
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
