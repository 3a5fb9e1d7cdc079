import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SiteFiles } from "../../publish.ts";

/** A small site whose every file says which one it is. */
export function siteOf(content: string, bytes = 0): SiteFiles {
  const padding = "x".repeat(bytes);
  const names = ["index.html", "course.json", "assets/site.css", "assets/deep/er.js"];
  return new Map(names.map((name) => [name, `${content}\n${padding}`]));
}

/** Which site a folder holds; "none" when there is no folder, and "a part of …" when it is not whole. */
export async function siteIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.length === 0) return "none";
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => await readFile(join(parentPath, name)));
  const found = new Set((await Promise.all(read)).map((bytes) => String(bytes).split("\n")[0]));
  const what = [...found].sort().join(" and ");
  return files.length === siteOf("").size && found.size === 1 ? what : `a part of ${what}`;
}
