import type { CourseEntry, Lesson } from "../lesson/lesson.ts";
import { writeNotebook } from "../lesson/write.ts";
import { script, stylesheet } from "./assets.ts";
import { createHighlight } from "./code/highlight.ts";
import { createMarkdown } from "./markdown/markdown.ts";
import { indexPage } from "./pages/index-page.ts";
import { scriptPath, stylesheetPath } from "./pages/layout.ts";
import { lessonPage } from "./pages/lesson-page.ts";

export interface SiteOptions {
  /** The hints of an exercise, in the order in which a learner may open them. Markdown. */
  readonly hints?: (exercise: string) => readonly string[];
}

/**
 * The site as files: relative path to content. A pure function: the same lessons give the same
 * bytes. Rejects with a LessonError when a text breaks a rule of the page (a link to no lesson, a
 * picture without words, a formula that cannot be read).
 */
export async function renderSite(
  lessons: readonly Lesson[],
  course: readonly CourseEntry[],
  { hints = () => [] }: SiteOptions = {},
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const highlight = await createHighlight();
  const tools = { course, highlight, markdown: createMarkdown(highlight), hints };
  return new Map([
    ["index.html", indexPage(course)],
    ...lessons.map((lesson): [string, string] => [
      `${lesson.slug}.html`,
      lessonPage(lesson, tools),
    ]),
    ...lessons.map((lesson): [string, string] => [
      `notebooks/${lesson.slug}.ipynb`,
      writeNotebook(lesson.notebook),
    ]),
    [stylesheetPath, await stylesheet()],
    [scriptPath, await script()],
  ]);
}
