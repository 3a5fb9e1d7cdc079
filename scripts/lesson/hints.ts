import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Exercise } from "../../src/check.ts";
import { filesBelow } from "./files.ts";

/** The hints of an exercise by its id, as its check would give them one by one; none when it has none. */
export type Hints = (exercise: string) => readonly string[];

/** Reads the hints where the checks have them: the exercises that `src/exercises` exports. */
export async function readHints(root: string): Promise<Hints> {
  const files = await filesBelow(root, "src/exercises");
  const modules = files.filter(
    (file) => /\/lesson[^/]*\.ts$/.test(file) && !file.endsWith(".test.ts"),
  );
  const byId = new Map<string, readonly string[]>();
  for (const file of modules) {
    const url = pathToFileURL(join(root, file)).href;
    const exported = (await import(url)) as Readonly<Record<string, unknown>>;
    for (const { id, hints } of Object.values(exported).filter(isExercise)) byId.set(id, hints);
  }
  return (exercise) => byId.get(exercise) ?? [];
}

function isExercise(value: unknown): value is Exercise<unknown> {
  return typeof value === "object" && value !== null && "id" in value && "hints" in value;
}
