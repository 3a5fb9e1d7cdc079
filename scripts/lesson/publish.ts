import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { holdsExactly } from "./publish/holds-exactly.ts";
import { placeOf } from "./publish/place.ts";
import { swapIn } from "./publish/swap.ts";
import { clearUnfinished, withUnfinished } from "./publish/unfinished.ts";
import { refusalOf } from "./publish/refusal.ts";

export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Puts a site in the place of the old one. It is written beside it and exchanged for it when it is whole: at every
 * moment, and after a kill at any moment, the folder holds all of the old site or all of the new one. A site that is
 * the same to the byte is left alone. Resolves when the new site stands and nothing is left beside it; rejects with a
 * `Refused` when the folder holds something else, cannot be written or the disk is full, and then the old site stays.
 * Of two that publish at once the last one wins.
 *
 * On systems other than Linux, or without perl, a reader may meet a moment without the folder (see swap.ts).
 */
export async function publish(
  out: string,
  files: SiteFiles,
  root: string,
  swap: typeof swapIn = swapIn,
): Promise<void> {
  try {
    const place = await placeOf(out, root);
    await clearUnfinished(place);
    if (await holdsExactly(place, files)) return;
    await mkdir(dirname(place), { recursive: true });
    await withUnfinished(place, async (fresh) => {
      await writeAll(fresh, files);
      await swap(fresh, place);
    });
  } catch (error) {
    throw refusalOf(error, out) ?? error;
  }
}

/**
 * Refuses what `publish` would refuse before any work is done, brings back a site that a killed build had moved away,
 * and removes what such builds left beside it.
 */
export async function tidy(out: string, root: string): Promise<void> {
  try {
    await clearUnfinished(await placeOf(out, root));
  } catch (error) {
    throw refusalOf(error, out) ?? error;
  }
}

/** Every folder is made once, before its files: should somebody remove one meanwhile, writing fails and does not go on in a new one. */
async function writeAll(folder: string, files: SiteFiles): Promise<void> {
  const paths = new Map([...files.keys()].map((name) => [name, pathIn(folder, name)]));
  for (const path of foldersOf(folder, [...paths.values()])) await mkdir(path);
  for (const [name, content] of files) await writeFile(paths.get(name) ?? "", content);
}

function pathIn(folder: string, name: string): string {
  const path = resolve(folder, name);
  if (relative(folder, path).startsWith("..")) throw new Error(`${name} must lie inside the site`);
  return path;
}

/** The folder and those below it that hold the files, each after the one it lies in. */
function foldersOf(folder: string, paths: readonly string[]): string[] {
  const found = new Set([folder]);
  const add = (path: string): void => {
    if (found.has(path)) return;
    add(dirname(path));
    found.add(path);
  };
  for (const path of paths) add(dirname(path));
  return [...found];
}
