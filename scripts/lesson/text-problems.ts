import type { LessonError } from "./error.ts";
import type { Lesson } from "./lesson.ts";
import { lintProblems } from "./lint.ts";
import { moduleOf, solvedModuleOf } from "./module.ts";
import { programOf, typeProblems } from "./typecheck.ts";

/** What is wrong with the code of the lessons, found without running it. */
export function textProblems(
  lessons: readonly Lesson[],
  root: string,
): { types: LessonError[]; lint: LessonError[] } {
  const modules = lessons.flatMap((one) => [moduleOf(one, root), solvedModuleOf(one, root)]);
  const program = programOf(modules, root);
  return {
    types: unique(typeProblems(modules, program)),
    lint: unique(lintProblems(modules, program, root)),
  };
}

/** The starter's and the solved module share most of their cells: what both have is said once. */
function unique(problems: readonly LessonError[]): LessonError[] {
  return [...new Map(problems.map((one) => [one.message, one])).values()];
}
