import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "./files.ts";
import { readCourse, selectLessons } from "./course.ts";
import { LessonError } from "./error.ts";
import { withOutputs } from "./execute.ts";
import { formatCells, formatProblems } from "./format.ts";
import type { Lesson } from "./lesson.ts";
import { staleFigures, withNotes, withoutKnownFigures } from "./measured.ts";
import { ruleProblems } from "./rules.ts";
import { runCourse, type LessonRun, type RunOptions } from "./run-course.ts";
import { textProblems } from "./text-problems.ts";
import { writeNotebook } from "./write.ts";

export interface CheckOptions extends RunOptions {
  readonly names?: readonly string[];
  /** Accept: write the canonical form, the formatting and the new outputs into the notebooks. */
  readonly write?: boolean;
}

export interface Checked {
  readonly lessons: number;
  /** Files that were written. */
  readonly written: readonly string[];
  readonly problems: readonly LessonError[];
}

/** Checks everything there is to check of the lessons, and collects all that is wrong. */
export async function checkCourse(options: CheckOptions): Promise<Checked> {
  const { root, names = [], write = false } = options;
  const course = await readCourse(root);
  const chosen = selectLessons([...course.lessons, ...course.pages], names);
  const lessons = write ? await Promise.all(chosen.map(formattedLesson)) : chosen;
  const texts = textProblems(lessons, root);
  const sound = lessons.filter(({ file }) => !texts.types.some(({ place }) => place.file === file));
  const runs = await runCourse(sound, options);
  options.progress.done();
  const form = write
    ? []
    : (await Promise.all(chosen.map(async (one) => await formOf(one, root)))).flat();
  const written = write ? await writeChanged(lessons, runs, root) : [];
  const rules = lessons.flatMap(ruleProblems);
  const ran = runs.flatMap((run) => [...run.failures, ...(write ? [] : run.differences)]);
  const stale = write ? [] : lessons.flatMap(staleFigures);
  const reading = names.length === 0 ? course.problems : [];
  const problems = [...reading, ...rules, ...form, ...texts.types, ...texts.lint, ...ran, ...stale];
  return { lessons: lessons.length, written, problems: inOrder(problems) };
}

async function formattedLesson(lesson: Lesson): Promise<Lesson> {
  return { ...lesson, notebook: await formatCells(lesson.notebook) };
}

async function formOf(lesson: Lesson, root: string): Promise<LessonError[]> {
  const { file, notebook } = lesson;
  const [text, cells] = await Promise.all([
    readFile(join(root, file), "utf8"),
    formatProblems(lesson),
  ]);
  const lines = text.split("\n");
  const wanted = writeNotebook(notebook).split("\n");
  const line = wanted.findIndex((one, index) => one !== lines[index]);
  if (line === -1 && lines.length === wanted.length) return cells;
  const number = line === -1 ? wanted.length : line + 1;
  const place = { file, line: number, sourceLine: (lines[number - 1] ?? "").slice(0, 120) };
  return [
    new LessonError(place, "is not in canonical form: run npm run check -- --write"),
    ...cells,
  ];
}

async function writeChanged(
  lessons: readonly Lesson[],
  runs: readonly LessonRun[],
  root: string,
): Promise<string[]> {
  const written: string[] = [];
  for (const { file, notebook } of lessons) {
    const run = runs.find(({ lesson }) => lesson.file === file);
    const fresh = run?.failures.length === 0 ? withoutKnownFigures(notebook, run.runs) : [];
    const text = writeNotebook(withNotes(withOutputs(notebook, fresh), fresh));
    if (text === (await readFile(join(root, file), "utf8"))) continue;
    await writeAtomically(join(root, file), text);
    written.push(file);
  }
  return written;
}

function inOrder(problems: readonly LessonError[]): LessonError[] {
  const files = [...new Set(problems.map(({ place }) => place.file))].sort();
  return files.flatMap((file) => problems.filter(({ place }) => place.file === file));
}
