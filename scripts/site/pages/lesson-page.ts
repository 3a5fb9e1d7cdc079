import { LessonError } from "../../lesson/error.ts";
import type { CourseEntry, Lesson } from "../../lesson/lesson.ts";
import type { Cell, MarkdownCell } from "../../lesson/notebook.ts";
import { codeCell, type CellTools } from "../cells/code-cell.ts";
import { markdownCell } from "../cells/markdown-cell.ts";
import type { Highlight } from "../code/highlight.ts";
import { attributes, html, type Html } from "../html.ts";
import { PageIds } from "../ids.ts";
import type { MarkdownContext } from "../markdown/context.ts";
import type { RenderMarkdown } from "../markdown/markdown.ts";
import { courseTitle, layout, mainId } from "./layout.ts";
import { outlineAside, outlineFold, outlineOf } from "./outline.ts";
import { runPanel } from "./run-panel.ts";

export interface LessonTools {
  readonly course: readonly CourseEntry[];
  readonly highlight: Highlight;
  readonly markdown: RenderMarkdown;
  readonly hints: CellTools["hints"];
}

/** The page of one lesson: its title and summary first, then how to run it, then the rest. */
export function lessonPage(lesson: Lesson, tools: LessonTools): string {
  const context = contextFor(lesson, tools.course);
  const [first, ...rest] = lesson.notebook.cells;
  const opening = first !== undefined && startsWithTitle(first) ? first : undefined;
  const title = opening
    ? renderCell(opening, context, tools)
    : html`<div class="prose"><h1>${lesson.title}</h1></div>`;
  const cells = (opening ? rest : lesson.notebook.cells).map((cell) =>
    renderCell(cell, context, tools),
  );
  checkFragments(context);
  const hasOutline = outlineOf(context.headings).length > 1;
  return layout({
    kind: "lesson",
    title: `${lesson.title} · ${courseTitle}`,
    description: lesson.summary,
    ...(hasOutline ? { aside: outlineAside(context.headings) } : {}),
    main: html`<main id="${mainId}" data-lesson="${lesson.slug}">
      <header class="lesson-header">
        ${kicker(lesson, tools.course)}
        <div class="opening">${title}</div>
        ${hasOutline && outlineFold(context.headings)} ${runPanel(lesson.slug)}
      </header>
      ${cells.map((cell) => html`${cell} `)} ${neighbours(lesson, tools.course)}
    </main>`,
  });
}

function contextFor(lesson: Lesson, course: readonly CourseEntry[]): MarkdownContext {
  return {
    file: lesson.file,
    cellId: "",
    slugs: new Set([...course.map(({ slug }) => slug), lesson.slug]),
    ids: new PageIds(lesson.notebook.cells.map(({ id }) => id)),
    headings: [],
    fragments: [],
  };
}

function startsWithTitle(cell: Cell): cell is MarkdownCell {
  return cell.cell_type === "markdown" && /^\s*# /.test(cell.source);
}

function renderCell(cell: Cell, page: MarkdownContext, tools: LessonTools): Html {
  const context = { ...page, cellId: cell.id };
  if (cell.cell_type === "markdown") return markdownCell(cell, context, tools.markdown);
  // What a cell displays is no part of the outline.
  const markdown = (source: string): Html => tools.markdown(source, { ...context, headings: [] });
  return codeCell(cell, { highlight: tools.highlight, markdown, hints: tools.hints });
}

/** A link inside a page must lead somewhere. */
function checkFragments({ file, fragments, ids }: MarkdownContext): void {
  for (const { id, cellId, line } of fragments) {
    if (ids.has(id)) continue;
    const place = line === undefined ? { file, cellId } : { file, cellId, line };
    throw new LessonError(place, `a link must lead to a heading or a cell of the page, got #${id}`);
  }
}

function kicker(lesson: Lesson, course: readonly CourseEntry[]): Html {
  const exercises = course.find(({ slug }) => slug === lesson.slug)?.exercises.length ?? 0;
  const facts = [
    `Lesson ${lesson.number}`,
    `about ${lesson.minutes} minutes`,
    ...(exercises > 0 ? [`${exercises} ${exercises === 1 ? "exercise" : "exercises"}`] : []),
  ];
  return html`<p class="kicker">${facts.map((fact) => html`<span>${fact}</span>`)}</p>`;
}

function neighbours(lesson: Lesson, course: readonly CourseEntry[]): Html {
  const index = course.findIndex(({ slug }) => slug === lesson.slug);
  const previous = index > 0 ? course[index - 1] : undefined;
  const next = index === -1 ? undefined : course[index + 1];
  return html`<nav class="neighbours" aria-label="Lessons">
    ${previous && neighbour(previous, "Previous", "prev")}
    <a class="neighbour-up" href="index.html">Course map</a>
    ${next && neighbour(next, "Next", "next")}
  </nav>`;
}

function neighbour(entry: CourseEntry, word: string, rel: "prev" | "next"): Html {
  const marks = attributes({ class: `neighbour-${rel}`, href: `${entry.slug}.html`, rel });
  return html`<a ${marks}><span>${word}</span> ${entry.number}. ${entry.title}</a>`;
}
