import type { Lesson } from "../../lesson/lesson.ts";
import { html } from "../html.ts";
import { courseTitle, layout } from "../pages/layout.ts";
import { liveOf, mainOf, type LessonTools } from "../pages/lesson-page.ts";
import { renderNotebook } from "../pages/notebook-parts.ts";
import { runPanel } from "../pages/run-panel.ts";
import { linkedProse, type AddressOf } from "../reference/names.ts";

export interface AsyncioTools extends LessonTools {
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
    live: liveOf(page, tools),
    title: `${page.title} · ${courseTitle}`,
    description: page.summary,
    main: html`<main ${mainOf(page, tools)}>
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
