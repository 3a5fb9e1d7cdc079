import type ts from "typescript";
import { LessonError, type Place } from "./error.ts";
import type { LessonModule } from "./module.ts";

/** Cannot redeclare, duplicate identifier, duplicate function, duplicate import or export. */
const codes = [2300, 2451, 2393, 2440, 2567];

/** Whether TypeScript says that a name is declared more than once. */
export function declaredTwice(diagnostic: ts.Diagnostic): boolean {
  return codes.includes(diagnostic.code);
}

/**
 * Names that two cells declare. A kernel lets the later one win; a reader who goes back and runs the earlier cell
 * again would then see other results than those on the page.
 */
export function redeclarations(
  module: LessonModule,
  diagnostics: readonly ts.Diagnostic[],
): LessonError[] {
  const byName = new Map<string, Place[]>();
  for (const diagnostic of diagnostics.filter(declaredTwice)) {
    const name = nameIn(diagnostic);
    byName.set(name, [...(byName.get(name) ?? []), module.placeOf(lineOf(diagnostic))]);
  }
  return [...byName].map(([name, [first, ...later]]) => {
    const last = later.at(-1);
    const from = `cell ${first?.cellId ?? "?"}, line ${first?.line ?? "?"}`;
    const problem = `"${name}" is declared here and in ${from}: give one of them another name`;
    return new LessonError(last ?? first ?? { file: module.lesson.file }, problem);
  });
}

function nameIn({ file, start = 0, length = 0 }: ts.Diagnostic): string {
  return file?.text.slice(start, start + length) ?? "";
}

/** The line of the joined module that a diagnostic is about, from 1. */
export function lineOf({ file, start = 0 }: ts.Diagnostic): number {
  return (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
}
