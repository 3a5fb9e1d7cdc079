import type { Lesson } from "../../lesson/lesson.ts";
import { hasTag, type Cell } from "../../lesson/notebook.ts";
import { html, trusted, type Html } from "../html.ts";
import { interleavingFigure } from "../pages/interleaving.ts";
import { courseTitle } from "../pages/layout.ts";
import { renderNotebook, type NotebookTools } from "../pages/notebook-parts.ts";
import { scoped } from "./scoped.ts";

/** On which page each anchor of the book stands. */
export type PageNumbers = ReadonlyMap<string, number>;

interface Chapter {
  readonly lesson: Lesson;
  readonly text: Html;
  /** Shown at the end of the book, where nobody reads them by accident. */
  readonly solutions: readonly Html[];
  readonly sections: readonly { readonly id: string; readonly text: string }[];
}

/**
 * The course as one document for paper: cover, contents, a chapter for each lesson, and the
 * solutions at the end. Without page numbers the contents keep room for them.
 */
export function bookPage(
  lessons: readonly Lesson[],
  tools: NotebookTools,
  pages?: PageNumbers,
): string {
  const present = new Set(lessons.map(({ slug }) => slug));
  const chapters = lessons.map((lesson) => chapterOf(lesson, tools, present));
  return html`<!doctype html>
    <html lang="en" class="book" data-theme="light">
      <head>
        <meta charset="utf-8" />
        <title>${courseTitle}: asynchronous programming in TypeScript</title>
        ${["site", "course", "print", "book"].map(
          (name) => html`<link rel="stylesheet" href="assets/${name}.css" />`,
        )}
        <style>
          ${trusted(chapters.map(runningHead).join("\n"))}
        </style>
      </head>
      <body>
        ${cover()} ${contents(chapters, pages)} ${chapters.map(chapterText)} ${solutions(chapters)}
      </body>
    </html> `.text;
}

function chapterOf(lesson: Lesson, tools: NotebookTools, present: ReadonlySet<string>): Chapter {
  // Hints are for who works at a screen: there one opens after the other.
  const { title, cells, headings } = renderNotebook(lesson, { ...tools, hints: () => [] });
  const inBook = (part: Html): Html => trusted(scoped(part.text, lesson.slug, present));
  const rest = lesson.notebook.cells.slice(lesson.notebook.cells.length - cells.length);
  const parts = cells.map((shown, i) => ({ shown: inBook(shown), cell: rest[i] as Cell }));
  const isSolution = ({ cell }: { readonly cell: Cell }): boolean => hasTag(cell, "solution");
  return {
    lesson,
    text: html`${inBook(title)} ${parts.filter((part) => !isSolution(part)).map((p) => p.shown)}`,
    solutions: parts.filter(isSolution).map(({ shown }) => shown),
    sections: headings
      .filter(({ level }) => level === 2)
      .map(({ id, text }) => ({ id: `${lesson.slug}.${id}`, text })),
  };
}

/** What stands at the head of a chapter's pages. */
function runningHead({ lesson: { number, title } }: Chapter): string {
  const text = `${number}  ${title}`.replace(/["\\<]/g, "");
  return `.chapter-${number} { page: c${number}; } @page c${number} { @top-left { content: "${text}"; } }`;
}

function cover(): Html {
  return html`<header class="cover">
    <h1>${courseTitle}</h1>
    <p class="cover-promise">
      Asynchronous programming in TypeScript,<br />one small program at a time
    </p>
    ${interleavingFigure()}
  </header>`;
}

function contents(chapters: readonly Chapter[], pages: PageNumbers | undefined): Html {
  const line = (id: string, text: string): Html =>
    html`<a href="#${id}"><span>${text}</span><span>${pages?.get(id) ?? "000"}</span></a>`;
  return html`<nav class="contents" aria-label="Contents">
    <h2>Contents</h2>
    <ol>
      ${chapters.map(
        ({ lesson: { slug, number, title }, sections }) =>
          html`<li>
            ${line(slug, `${number}. ${title}`)}
            <ol>
              ${sections.map(({ id, text }) => html`<li>${line(id, text)}</li>`)}
            </ol>
          </li>`,
      )}
      <li>${line("solutions", "Solutions")}</li>
    </ol>
  </nav>`;
}

function chapterText({ lesson: { slug, number, minutes }, text }: Chapter): Html {
  return html`<article class="chapter chapter-${number} lesson-page" id="${slug}">
    <p class="kicker"><span>Lesson ${number}</span> <span>${minutes} min to read</span></p>
    <div class="opening-and-text">${text}</div>
  </article>`;
}

function solutions(chapters: readonly Chapter[]): Html {
  return html`<section class="chapter solutions" id="solutions">
    <h1>Solutions</h1>
    ${chapters.map(
      ({ lesson: { title, number }, solutions: own }) =>
        own.length > 0 &&
        html`<h2>Lesson ${number}: ${title}</h2>
          ${own}`,
    )}
  </section>`;
}
