import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { LessonError, lessonErrorsOf, Refused } from "./error.ts";
import { sha256 } from "./files.ts";
import type { CourseEntry, Lesson } from "./lesson.ts";
import { hasTag, type Cell, type Notebook } from "./notebook.ts";
import { openingOf, wordCount } from "./plain-text.ts";
import { notebookIn, readBytes } from "./read.ts";

/** A course as far as it could be read, and what is wrong with the rest. */
export interface Course {
  readonly lessons: readonly Lesson[];
  /** Notebooks that are pages of the site and no lessons: run and compared all the same. */
  readonly pages: readonly Lesson[];
  readonly problems: readonly LessonError[];
}

/** Where the pages lie: what they show is the site's business, that they run is the course's. */
const pageFiles: readonly string[] = ["scripts/site/asyncio/asyncio.ipynb"];

/** Reads every lesson below `root`, in the order of their numbers. Does not stop at a lesson that is wrong. */
export async function readCourse(root: string): Promise<Course> {
  const files = await notebookFiles(root);
  const problems = [...misnamed(files), ...sameNumber(files)];
  const lessons: Lesson[] = [];
  const pages: Lesson[] = [];
  const read = async (list: Lesson[], file: string): Promise<void> => {
    try {
      list.push(await readLesson(root, file));
    } catch (error) {
      problems.push(...lessonErrorsOf(error));
    }
  };
  for (const name of files.filter((one) => lessonName.test(one))) {
    await read(lessons, `notebooks/${name}`);
  }
  for (const file of pageFiles.filter((one) => existsSync(join(root, one)))) {
    await read(pages, file);
  }
  return { lessons, pages, problems };
}

/** Whether a notebook is a page beside the lessons. */
export function isPage({ file }: Pick<Lesson, "file">): boolean {
  return pageFiles.includes(file);
}

/** The lessons that were read last, by path, with the bytes they were read from. */
const known = new Map<string, { readonly bytes: string; readonly lesson: Lesson }>();

/** Reads one notebook by its path in the project. One that is as it was when it was read last is the same lesson. */
async function readLesson(root: string, file: string): Promise<Lesson> {
  const path = join(root, file);
  const content = await readBytes(path, file);
  const bytes = sha256(content);
  const last = known.get(path);
  if (last?.bytes === bytes) return last.lesson;
  const lesson = lessonOf(file, notebookIn(content, file));
  known.set(path, { bytes, lesson });
  return lesson;
}

/** The lesson that a notebook makes; throws a LessonError when it has no heading. */
export function lessonOf(file: string, notebook: Notebook): Lesson {
  const slug = file.replace(/^.*\//, "").replace(/\.ipynb$/, "");
  const { title, summary } = openingOf(notebook);
  if (title === undefined || title === "") {
    throw new LessonError(
      { file },
      "must have a heading: its title is the first one, such as # A queue",
    );
  }
  const number = Number.parseInt(slug, 10) || 0;
  return { number, slug, file, title, summary, minutes: minutesFor(notebook), notebook };
}

/** What course.json says of a lesson. */
export function courseEntry(lesson: Lesson): CourseEntry {
  const { number, slug, title, summary, minutes, notebook } = lesson;
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  return {
    number,
    slug,
    title,
    summary,
    minutes,
    words: wordCount(notebook),
    cells: code.length,
    exercises: exerciseIds(notebook),
    nodeOnly: code.filter((cell) => hasTag(cell, "node-only")).map(({ id }) => id),
  };
}

/** The lessons that were asked for, by number, name or path; all of them when none was named. */
export function selectLessons(
  lessons: readonly Lesson[],
  names: readonly string[],
): readonly Lesson[] {
  const chosen = new Set(names.map((name) => lessonNamed(lessons, name)));
  return names.length === 0 ? lessons : lessons.filter((lesson) => chosen.has(lesson));
}

function lessonNamed(lessons: readonly Lesson[], name: string): Lesson {
  const wanted = name.replace(/^(.*[\\/])?/, "").replace(/\.ipynb$/, "");
  const number = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
  const found = lessons.find((lesson) => lesson.slug === wanted || lesson.number === number);
  if (found) return found;
  const known = lessons.map(({ slug }) => slug).join(", ");
  throw new Refused(`no lesson is called ${name}: the lessons are ${known || "none yet"}`);
}

const lessonName = /^\d\d-[a-z0-9]+(-[a-z0-9]+)*\.ipynb$/;

async function notebookFiles(root: string): Promise<string[]> {
  const all = await readdir(join(root, "notebooks")).catch(() => []);
  return all.filter((name) => name.endsWith(".ipynb")).sort();
}

function misnamed(files: readonly string[]): LessonError[] {
  return files
    .filter((name) => !lessonName.test(name))
    .map((name) => {
      const rule =
        "must be called NN-kebab-title.ipynb: two digits, then lower-case words, hyphens between";
      return new LessonError({ file: `notebooks/${name}` }, rule);
    });
}

function sameNumber(files: readonly string[]): LessonError[] {
  return files.flatMap((name, index) => {
    const earlier = files.slice(0, index).find((other) => other.slice(0, 3) === name.slice(0, 3));
    if (earlier === undefined || !lessonName.test(name) || !lessonName.test(earlier)) return [];
    const rule = `has the number of notebooks/${earlier}: give one of them another`;
    return [new LessonError({ file: `notebooks/${name}` }, rule)];
  });
}

/** The exercises of a notebook, in order, by their ids. */
export function exerciseIds(notebook: Notebook): string[] {
  return notebook.cells
    .filter((cell) => hasTag(cell, "exercise"))
    .map((cell) => cell.metadata.interleave?.exercise ?? cell.id);
}

const wordsPerMinute = 180;
const minutesPerCell = 0.5;

function minutesFor(notebook: Notebook): number {
  const isRead = (cell: Cell): boolean => !hasTag(cell, "exercise") && !hasTag(cell, "check");
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code" && isRead(cell)).length;
  return Math.ceil(wordCount(notebook) / wordsPerMinute + cells * minutesPerCell);
}
