import type { MarkdownIt } from "markdown-it";
import { contextOf, lineOf, mistake } from "./context.ts";

/** A picture must say in words what it shows, and must come with the notebook. */
export function images(md: MarkdownIt): void {
  md.core.ruler.push("images", (state) => {
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type !== "image") continue;
        const fail = (problem: string): Error =>
          mistake(contextOf(state.env), problem, lineOf(token));
        const source = String(child.attrGet("src") ?? "");
        if (child.content.trim() === "")
          throw fail(`an image must have a text: ![what it shows](…)`);
        if (!source.startsWith("data:image/")) {
          throw fail(
            `an image must be drawn by a cell or be a data: URI, got ${source.slice(0, 80)}`,
          );
        }
      }
    }
  });
}
