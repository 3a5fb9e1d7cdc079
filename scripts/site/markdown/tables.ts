import type { MarkdownIt } from "markdown-it";

/** A wide table scrolls inside its own box, by keys too; an empty corner heads nothing. */
export function tables(md: MarkdownIt): void {
  md.renderer.rules["table_open"] = () =>
    '<div class="table" tabindex="0" role="group" aria-label="Table">\n<table>\n';
  md.renderer.rules["table_close"] = () => "</table>\n</div>\n";
  md.core.ruler.push("table_headers", ({ tokens }) => {
    tokens.forEach((open, index) => {
      const [inline, close] = tokens.slice(index + 1, index + 3);
      if (open.type !== "th_open" || inline === undefined || close === undefined) return;
      if (inline.content === "") open.tag = close.tag = "td";
      else open.attrSet("scope", "col");
    });
  });
}
