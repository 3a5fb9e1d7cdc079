import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** Whether a folder holds these files, to the byte, and nothing else. A folder that cannot be read does not. */
export async function holdsExactly(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<boolean> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = entries.map((entry) => ({
      name: relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"),
      isFile: entry.isFile(),
    }));
    if (found.length !== files.size + foldersOf(files.keys()).size) return false;
    for (const { name } of found.filter(({ isFile }) => isFile)) {
      const wanted = files.get(name);
      if (wanted === undefined) return false;
      if (!(await readFile(join(folder, name))).equals(Buffer.from(wanted))) return false;
    }
    return found.filter(({ isFile }) => isFile).length === files.size;
  } catch {
    return false;
  }
}

function foldersOf(names: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const name of names) {
    for (let at = dirname(name); at !== "."; at = dirname(at)) folders.add(at);
  }
  return folders;
}
