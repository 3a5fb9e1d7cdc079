import MarkdownIt from "markdown-it";
import type { Highlight } from "../code/highlight.ts";
import { firstUses } from "../glossary/first-uses.ts";
import { trusted, type Html } from "../html.ts";
import { cleanProse } from "../sanitize/html.ts";
import { lineWith, mistake, type MarkdownContext } from "./context.ts";
import { fences } from "./fences.ts";
import { headings } from "./headings.ts";
import { images, notShown } from "./images.ts";
import { links } from "./links.ts";
import { math } from "./math.ts";
import { tables } from "./tables.ts";

/** Renders a text of a lesson; what comes out is safe to stand in a page. */
export type RenderMarkdown = (source: string, context: MarkdownContext) => Html;

/** One rule per file; the order is the order in which they see the tokens. */
export function createMarkdown(highlight: Highlight): RenderMarkdown {
  const md = new MarkdownIt({ html: true, typographer: true });
  // Quotes become typographic; letters in brackets and rows of dots stay what the author wrote.
  md.disable("replacements");
  md.use(links)
    .use(headings)
    .use(firstUses)
    .use(images)
    .use(math)
    .use(tables)
    .use(fences, highlight);
  return (source, context) => {
    const before = context.headings.length;
    const own = { ...context, source };
    const rendered = md.render(source, own);
    const ids = context.headings.slice(before).map(({ id }) => id);
    const lost = (picture: string): never => {
      throw mistake(context, notShown(picture), lineWith(picture, own));
    };
    return trusted(cleanProse(rendered, ids, lost).text.trim());
  };
}
