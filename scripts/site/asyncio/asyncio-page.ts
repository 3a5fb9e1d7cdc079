import type { Lesson } from "../../lesson/lesson.ts";
import { html } from "../html.ts";
import { courseTitle, layout, mainId, type SiteLink } from "../pages/layout.ts";
import { renderNotebook, type NotebookTools } from "../pages/notebook-parts.ts";
import { runPanel } from "../pages/run-panel.ts";
import { linkedProse, type AddressOf } from "../reference/names.ts";

export interface AsyncioTools extends NotebookTools {
  readonly links: readonly SiteLink[];
  readonly addressOf: AddressOf;
}

/**
 * The map between asyncio, TypeScript and this library: a table whose rows lead to the sections
 * below, each with a cell that runs. Its names of the library lead to the reference.
 */
export function asyncioPage(page: Lesson, tools: AsyncioTools): string {
  const { title, cells } = renderNotebook(page, tools);
  return layout({
    kind: "map",
    path: `${page.slug}.html`,
    links: tools.links,
    title: `${page.title} · ${courseTitle}`,
    description: page.summary,
    main: html`<main id="${mainId}" data-lesson="${page.slug}">
      <header class="lesson-header">
        <div class="opening">${title}</div>
        ${runPanel({
          what: "page",
          notebook: page.file,
          download: `notebooks/${page.slug}.ipynb`,
        })}
      </header>
      ${cells.map((cell) => html`${linkedProse(cell, tools.addressOf)} `)}
    </main>`,
  });
}
