import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../../../lesson/files.ts";
import { moduleWithKeptLines } from "./kept-lines.ts";

/** Modules by their path in the project. */
export type Modules = Readonly<Record<string, string>>;

/** The library without its exercises, as the worker loads it. */
export async function libraryModules(root: string): Promise<Modules> {
  const files = await filesBelow(root, "src");
  return await compiled(
    root,
    files.filter((file) => isModule(file) && !isExercise(file)),
  );
}

/** What the exercises of a lesson need besides the library. */
export async function exerciseModules(root: string, sources: readonly string[]): Promise<Modules> {
  const files = (await filesBelow(root, "src")).filter(
    (file) => isModule(file) && isExercise(file),
  );
  const wanted = new Set<string>();
  let texts: (readonly [file: string, text: string])[] = sources.map((source) => [
    "notebooks/cell.ts",
    source,
  ]);
  while (texts.length > 0) {
    const found = new Set(texts.flatMap(([file, text]) => importedBy(file, text)));
    const fresh = files.filter((file) => found.has(file) && !wanted.has(file));
    for (const file of fresh) wanted.add(file);
    const read = fresh.map(
      async (file) => [file, await readFile(join(root, file), "utf8")] as const,
    );
    texts = await Promise.all(read);
  }
  return await compiled(root, [...wanted].sort());
}

function isModule(file: string): boolean {
  return file.endsWith(".ts") && !/(\.test|(^|\/)testing)\.ts$/.test(file);
}

function isExercise(file: string): boolean {
  return file.startsWith("src/exercises/");
}

function importedBy(file: string, text: string): readonly string[] {
  const folder = join(file, "..");
  const ids = [...text.matchAll(/\bfrom "(\.[^"]*)"|\bimport\("(\.[^"]*)"\)/g)];
  return ids.map(([, from, dynamic]) => {
    const path = join(folder, from ?? dynamic ?? "").replaceAll("\\", "/");
    return path.endsWith(".ts") ? path : `${path}.ts`;
  });
}

async function compiled(root: string, files: readonly string[]): Promise<Modules> {
  const entries = files.map(async (file) => {
    return [file, moduleWithKeptLines(file, await readFile(join(root, file), "utf8"))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
