import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { Refused } from "../error.ts";

/**
 * The folder that publishing may replace: one that holds a site, or nothing. When the path leads to it over links it
 * is the folder itself, since what is written beside it must lie in the same file system.
 */
export async function placeOf(out: string, root: string): Promise<string> {
  const place = await realPathOf(out);
  if (!relative(place, await realPathOf(root)).startsWith("..")) {
    throw new Refused(
      `--out must be a folder for the site alone, got ${out}, which holds the project`,
    );
  }
  const entries = await readdir(place).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new Refused(`--out must be a folder, got ${out} (${error.code ?? error.message})`);
  });
  if (entries.length === 0 || entries.includes("course.json")) return place;
  throw new Refused(
    `--out must be empty or hold an earlier site, got ${out}, which holds other files: they would be lost`,
  );
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw new Refused(`--out must be a folder, got ${path} (${code})`);
    if (await isLink(path)) {
      throw new Refused(`--out must be a folder, got ${path}, a link that leads nowhere`);
    }
    return dirname(path) === path ? path : join(await realPathOf(dirname(path)), basename(path));
  }
}

async function isLink(path: string): Promise<boolean> {
  return await lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}
