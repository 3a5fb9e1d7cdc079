import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { contextOf } from "./context.ts";

/** Every heading gets a permanent anchor, and its own text is the link to it. */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push("headings", (state) => {
    state.tokens.forEach((token, index) => {
      const [inline, close] = state.tokens.slice(index + 1, index + 3);
      if (token.type !== "heading_open" || inline === undefined || close === undefined) return;
      oneTitle(state, token, close);
      anchor(state, token, inline);
    });
  });
}

/** A page has one title; a second heading of the first level is one of the second. */
function oneTitle(state: StateCore, open: Token, close: Token): void {
  if (open.tag !== "h1" || contextOf(state.env).headings.every(({ level }) => level > 1)) return;
  open.tag = close.tag = "h2";
}

function anchor(state: StateCore, open: Token, inline: Token): void {
  const context = contextOf(state.env);
  const children = inline.children ?? [];
  const text = children.map(({ content }) => content).join("");
  const id = context.ids.claim(text);
  open.attrSet("id", id);
  context.headings.push({ level: Number(open.tag.slice(1)), id, text });
  // A link cannot hold another one.
  if (children.some(({ type }) => type === "link_open")) return;
  const start = new state.Token("link_open", "a", 1);
  start.attrs = [
    ["class", "anchor"],
    ["href", `#${id}`],
  ];
  inline.children = [start, ...children, new state.Token("link_close", "a", -1)];
}
