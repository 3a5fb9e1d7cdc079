import type { MarkdownIt } from "markdown-it";

/** A wide table scrolls inside its own box, by keys too. */
export function tables(md: MarkdownIt): void {
  md.renderer.rules["table_open"] = () =>
    '<div class="table" tabindex="0" role="group" aria-label="Table">\n<table>\n';
  md.renderer.rules["table_close"] = () => "</table>\n</div>\n";
}
