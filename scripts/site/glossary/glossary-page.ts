import type { CourseNeighbour } from "../../lesson/lesson.ts";
import { html, type Html } from "../html.ts";
import { PageIds } from "../ids.ts";
import type { Heading, MarkdownContext } from "../markdown/context.ts";
import type { RenderMarkdown } from "../markdown/markdown.ts";
import { courseTitle, layout, mainId, type SiteLink } from "../pages/layout.ts";
import { outlineAside, outlineFold } from "../pages/outline.ts";
import { glossaryPath, termId } from "./addresses.ts";
import { glossary } from "./glossary.ts";
import type { Term } from "./term.ts";

export interface GlossaryTools {
  readonly course: readonly CourseNeighbour[];
  readonly markdown: RenderMarkdown;
  readonly links: readonly SiteLink[];
}

export const glossaryLink: SiteLink = {
  path: glossaryPath,
  text: "Glossary",
  about: "The words of the course, each with what it means here and the lesson that teaches it.",
};

/** The words of the course, each with an anchor of its own and the lesson that teaches it. */
export function glossaryPage(tools: GlossaryTools): string {
  const ids = new PageIds(glossary.flatMap(({ terms }) => terms.map(({ name }) => termId(name))));
  const groups = glossary.map(({ title, terms }) => ({ title, terms, id: ids.claim(title) }));
  const headings = groups.map(({ title, id }): Heading => ({ level: 2, id, text: title }));
  return layout({
    kind: "reference",
    path: glossaryPath,
    links: tools.links,
    title: `Glossary · ${courseTitle}`,
    description: glossaryLink.about,
    aside: outlineAside(headings),
    main: html`<main id="${mainId}">
      <header class="lesson-header">
        <div class="opening prose">
          <h1>Glossary</h1>
          <p>
            One word for one thing: the lessons, the library and its errors use these, and no others
            for the same.
          </p>
        </div>
        ${outlineFold(headings)}
      </header>
      ${groups.map(
        ({ title, id, terms }) =>
          html`<section class="prose glossary" aria-labelledby="${id}">
            <h2 id="${id}"><a class="anchor" href="#${id}">${title}</a></h2>
            <dl>${terms.map((term) => entry(term, tools))}</dl>
          </section>`,
      )}
    </main>`,
  });
}

function entry({ name, meaning, lesson }: Term, { course, markdown }: GlossaryTools): Html {
  const id = termId(name);
  const taught = course.find(({ number }) => number === lesson);
  return html`<dt id="${id}"><a class="anchor" href="#${id}">${name}</a></dt>
    <dd>
      ${markdown(meaning, contextForTerms())}
      ${taught && html`<p class="taught"><a href="${taught.slug}.html">Lesson ${taught.number}</a></p>`}
    </dd>`;
}

/** A meaning has no headings and no links: it needs little of a page. */
function contextForTerms(): MarkdownContext {
  return {
    file: "scripts/site/glossary/terms",
    cellId: "",
    slugs: new Set(),
    ids: new PageIds(),
    headings: [],
    fragments: [],
  };
}
