import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Imports } from "../kernel/session.ts";
import { filesBelow } from "./files.ts";

/**
 * What a lesson imports, and what runs for it in other processes and threads: no import leads to their modules, since
 * they are started by their path. They lie in the folder below `node/` from which the lesson imports something.
 */
export async function withOtherProcesses(root: string, imports: Imports): Promise<Imports> {
  const own = imports.files.map((file) => relative(root, file).replaceAll("\\", "/"));
  const folders = new Set(own.flatMap((file) => /^node\/[^/]+(?=\/)/.exec(file) ?? []));
  if (folders.size === 0) return imports;
  const beside = await Promise.all([...folders].map((folder) => filesBelow(root, folder)));
  const started = beside.flat().filter((file) => !file.endsWith(".test.ts"));
  const all = await withImports(root, [...own, ...started]);
  return { ...imports, files: all.map((file) => join(root, file)) };
}

/** The files and all that they import from the project, by path from the root. */
async function withImports(root: string, files: readonly string[]): Promise<string[]> {
  const found = new Set(files);
  for (const file of found) {
    if (!file.endsWith(".ts")) continue;
    const text = await readFile(join(root, file), "utf8").catch(() => "");
    for (const [, path] of text.matchAll(/\b(?:from|import) ?\(?"(\.[^"]*\.ts)"/g)) {
      found.add(join(file, "..", path ?? "").replaceAll("\\", "/"));
    }
  }
  return [...found].sort();
}
