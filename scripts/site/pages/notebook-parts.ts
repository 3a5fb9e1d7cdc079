import { LessonError, throwIfAny } from "../../lesson/error.ts";
import type { CourseNeighbour, Lesson } from "../../lesson/lesson.ts";
import {
  lineAddress,
  lineReferenceProblems,
  lineReferences,
  type LineReference,
} from "../../lesson/line-references.ts";
import type { Cell, MarkdownCell } from "../../lesson/notebook.ts";
import { codeCell, type CellTools } from "../cells/code-cell.ts";
import { markdownCell } from "../cells/markdown-cell.ts";
import type { Highlight } from "../code/highlight.ts";
import { html, type Html } from "../html.ts";
import { PageIds } from "../ids.ts";
import type { Heading, MarkdownContext } from "../markdown/context.ts";
import type { RenderMarkdown } from "../markdown/markdown.ts";

export interface NotebookTools {
  readonly course: readonly CourseNeighbour[];
  readonly highlight: Highlight;
  readonly markdown: RenderMarkdown;
  readonly hints: CellTools["hints"];
}

/** A notebook in the parts of which its page is made. */
export interface NotebookParts {
  /** Its first cell, if that starts with the title; or the title alone. */
  readonly title: Html;
  /** All the other cells. */
  readonly cells: readonly Html[];
  readonly headings: readonly Heading[];
}

/** Renders the cells of a notebook. Throws a LessonError for a link that leads nowhere. */
export function renderNotebook(lesson: Lesson, tools: NotebookTools): NotebookParts {
  throwIfAny(lineReferenceProblems(lesson));
  const references = lineReferences(lesson);
  const context = contextFor(lesson, tools.course, references);
  const [first, ...rest] = lesson.notebook.cells;
  const opening = first !== undefined && startsWithTitle(first) ? first : undefined;
  const title = opening
    ? renderCell(opening, context, tools, references)
    : html`<div class="prose"><h1>${lesson.title}</h1></div>`;
  const cells = (opening ? rest : lesson.notebook.cells).map((cell) =>
    renderCell(cell, context, tools, references),
  );
  checkFragments(context);
  return { title, cells, headings: context.headings };
}

function contextFor(
  lesson: Lesson,
  course: readonly CourseNeighbour[],
  references: readonly LineReference[],
): MarkdownContext {
  return {
    file: lesson.file,
    cellId: "",
    slugs: new Set([...course.map(({ slug }) => slug), lesson.slug]),
    ids: new PageIds([
      ...lesson.notebook.cells.map(({ id }) => id),
      ...references.map(lineAddress),
    ]),
    headings: [],
    fragments: [],
    termsUsed: new Set(),
  };
}

function startsWithTitle(cell: Cell): cell is MarkdownCell {
  return cell.cell_type === "markdown" && /^\s*# /.test(cell.source);
}

function renderCell(
  cell: Cell,
  page: MarkdownContext,
  { highlight, hints, markdown: render }: NotebookTools,
  references: readonly LineReference[],
): Html {
  const context = { ...page, cellId: cell.id };
  if (cell.cell_type === "markdown") {
    return markdownCell(cell, { ...context, attachments: cell.attachments }, render);
  }
  // What a cell displays, and a hint, is no part of the outline, and no first use.
  const markdown = (source: string): Html =>
    render(source, { ...context, headings: [], termsUsed: undefined });
  return codeCell(cell, { highlight, markdown, hints, references });
}

/** A link inside a page must lead somewhere. */
function checkFragments({ file, fragments, ids }: MarkdownContext): void {
  for (const { id, cellId, line } of fragments) {
    if (ids.has(id)) continue;
    const place = line === undefined ? { file, cellId } : { file, cellId, line };
    throw new LessonError(place, `a link must lead to a heading or a cell of the page, got #${id}`);
  }
}
