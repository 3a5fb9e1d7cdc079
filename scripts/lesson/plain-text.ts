import MarkdownIt from "markdown-it";
import type { Notebook } from "./notebook.ts";
import { remembering } from "./remembering.ts";

const markdown = new MarkdownIt();

/** What a notebook's text says of the lesson as a whole. */
export interface Opening {
  /** The first heading; undefined when there is none. */
  readonly title: string | undefined;
  /** The first paragraph below it; empty when there is none. */
  readonly summary: string;
}

/** The first heading of a notebook and the first paragraph below it, as plain text. */
export function openingOf(notebook: Notebook): Opening {
  const blocks = notebook.cells.flatMap((cell) =>
    cell.cell_type === "markdown" ? textBlocks(cell.source) : [],
  );
  const heading = blocks.findIndex(({ kind }) => kind === "heading");
  if (heading === -1) return { title: undefined, summary: "" };
  const paragraph = blocks.slice(heading + 1).find(({ kind }) => kind === "paragraph");
  return { title: blocks[heading]?.text, summary: paragraph?.text ?? "" };
}

/** How many words there are to read, code left out. */
export function wordCount(notebook: Notebook): number {
  const texts = notebook.cells.flatMap((cell) =>
    cell.cell_type === "markdown" ? textBlocks(cell.source).map(({ text }) => text) : [],
  );
  return texts.join(" ").match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

interface TextBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

const textBlocks = remembering((source): readonly TextBlock[] => {
  const tokens = markdown.parse(source, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== "inline") return [];
    const heading = tokens[index - 1]?.type === "heading_open";
    return [{ kind: heading ? "heading" : "paragraph", text: plain(token.children ?? []) }];
  });
});

function plain(tokens: readonly { type: string; content: string }[]): string {
  const parts = tokens.map(({ type, content }) => {
    if (type === "softbreak" || type === "hardbreak") return " ";
    return type === "html_inline" ? "" : content;
  });
  return parts.join("").replace(/\s+/g, " ").trim();
}
