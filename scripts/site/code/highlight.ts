import type { HighlighterCore } from "shiki/core";
import { escapeText, html, trusted, type Html } from "../html.ts";
import { classOf, paletteTheme } from "./palette.ts";

/** Turns source text into lines of marked-up tokens. Unknown languages come out plain. */
export type Highlight = (source: string, language: string) => readonly Html[];

const languages = ["bash", "json", "python", "sql", "typescript"];

const aliases: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "typescript",
  javascript: "typescript",
  sh: "bash",
  shell: "bash",
  console: "bash",
  py: "python",
};

let started: Promise<HighlighterCore> | undefined;

/** The highlighter: grammars are loaded once a process, and a text is tokenized once a process. */
export async function createHighlight(): Promise<Highlight> {
  started ??= start();
  const core = await started;
  return (source, language) => remembered(core, source, language);
}

/** Whether a text of this language has to be tokenized at all. */
export function isKnownLanguage(language: string): boolean {
  return languages.includes(aliases[language] ?? language);
}

/** Loaded only when a text is new: see kept-highlight.ts. */
async function start(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createOnigurumaEngine }, ...grammars] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/oniguruma"),
    import("shiki/langs/bash.mjs"),
    import("shiki/langs/json.mjs"),
    import("shiki/langs/python.mjs"),
    import("shiki/langs/sql.mjs"),
    import("shiki/langs/typescript.mjs"),
  ]);
  return await createHighlighterCore({
    themes: [paletteTheme],
    langs: grammars,
    engine: createOnigurumaEngine(import("shiki/wasm")),
  });
}

const memory = new Map<string, readonly Html[]>();

function remembered(core: HighlighterCore, source: string, language: string): readonly Html[] {
  const key = `${language}\n${source}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const lines = tokenize(core, source, language);
  memory.set(key, lines);
  return lines;
}

/** A longer line is no code to read: it stays plain, and takes no time. */
const longestLine = 2_000;

function tokenize(core: HighlighterCore, source: string, language: string): readonly Html[] {
  const name = aliases[language] ?? language;
  if (!isKnownLanguage(language)) return plainLines(source);
  const lines = core.codeToTokensBase(source, {
    lang: name,
    theme: paletteTheme.name,
    // By default a line that takes half a second is left half done: on a busy machine the first one
    // does, and the page would depend on the weather.
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: longestLine,
  });
  return lines.map((tokens) => {
    const runs: { className: string | undefined; text: string }[] = [];
    for (const { content, color } of tokens) append(runs, classOf(content, color), content);
    return trusted(runs.map(span).join(""));
  });
}

/** A text of a language that we do not know. */
export function plainLines(source: string): readonly Html[] {
  return source.split(/\r?\n/).map((line) => html`${line}`);
}

/** Neighbours of one class become one element, and spaces join whatever is before them. */
function append(
  runs: { className: string | undefined; text: string }[],
  className: string | undefined,
  text: string,
): void {
  const last = runs.at(-1);
  if (last !== undefined && (last.className === className || text.trim() === "")) last.text += text;
  else runs.push({ className, text });
}

function span({ className, text }: { className: string | undefined; text: string }): string {
  const content = trusted(escapeText(text));
  return String(
    className === undefined ? content : html`<span class="${className}">${content}</span>`,
  );
}
