/** Loaded for the first output that is markdown: in the lessons that is a table. */
import MarkdownIt from "markdown-it";
import { fences } from "../../../site/markdown/fences.ts";
import { tables } from "../../../site/markdown/tables.ts";
import { html } from "../../../site/html.ts";

const md = new MarkdownIt({ html: true, typographer: true });
md.disable("replacements");
md.use(tables).use(fences, (source: string) => source.split("\n").map((line) => html`${line}`));

/** The alignment of a column as a class: the page's policy refuses a style even where it only would be read. */
md.core.ruler.push("alignment", ({ tokens }) => {
  for (const token of tokens) {
    const side = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1];
    if (side === undefined) continue;
    token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
    token.attrSet("class", `align-${side}`);
  }
});

/** Markdown as HTML, of the same rules as the build's, without its colours of code and its formulas. Not yet safe. */
export function markdown(source: string): string {
  return md.render(source);
}
