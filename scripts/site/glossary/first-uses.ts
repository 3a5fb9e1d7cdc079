import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { contextOf } from "../markdown/context.ts";
import { glossary } from "./glossary.ts";
import { glossaryPath, termId } from "./addresses.ts";

const termBySpelling = new Map(
  glossary
    .flatMap(({ terms }) => terms)
    .flatMap(({ name, spellings }) => spellings.map((one) => [one.toLowerCase(), name] as const)),
);

const longestFirst = [...termBySpelling.keys()].sort((a, b) => b.length - a.length);
const spelling = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_-])`,
  "giu",
);

/** The first use of a term in the texts of a page leads to the glossary: never in headings, links or code. */
export function firstUses(md: MarkdownIt): void {
  md.core.ruler.push("first-uses", (state) => {
    const { termsUsed } = contextOf(state.env);
    if (termsUsed === undefined) return;
    state.tokens.forEach((token, index) => {
      if (token.type !== "inline" || state.tokens[index - 1]?.type === "heading_open") return;
      token.children = linked(token.children ?? [], state, termsUsed);
    });
  });
}

function linked(children: readonly Token[], state: StateCore, used: Set<string>): Token[] {
  let links = 0;
  return children.flatMap((token) => {
    links += Number(opensLink(token)) - Number(closesLink(token));
    return token.type === "text" && links === 0 ? parts(token, state, used) : [token];
  });
}

const opensLink = ({ type, content }: Token): boolean =>
  type === "link_open" || (type === "html_inline" && /^<a\b/i.test(content));
const closesLink = ({ type, content }: Token): boolean =>
  type === "link_close" || (type === "html_inline" && /^<\/a\b/i.test(content));

function parts(token: Token, state: StateCore, used: Set<string>): Token[] {
  const found: Token[] = [];
  let from = 0;
  for (const { 0: word, index } of token.content.matchAll(spelling)) {
    const name = termBySpelling.get(word.toLowerCase());
    if (name === undefined || used.has(name)) continue;
    used.add(name);
    found.push(text(token.content.slice(from, index), state), ...link(word, name, state));
    from = index + word.length;
  }
  if (from === 0) return [token];
  return [...found, text(token.content.slice(from), state)];
}

function link(word: string, name: string, state: StateCore): Token[] {
  const open = new state.Token("link_open", "a", 1);
  open.attrs = [
    ["class", "term"],
    ["href", `${glossaryPath}#${termId(name)}`],
  ];
  return [open, text(word, state), new state.Token("link_close", "a", -1)];
}

function text(content: string, state: StateCore): Token {
  const token = new state.Token("text", "", 0);
  token.content = content;
  return token;
}
