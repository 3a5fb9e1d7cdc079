import katexPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import type { MarkdownIt, RendererRule } from "markdown-it";
import { contextOf, lineOf, lineWith, mistake } from "./context.ts";

// A CommonJS module whose export stands one level deeper than its types say; of the syntax only.
const { default: mathSyntax } = katexPlugin as unknown as { default: (md: MarkdownIt) => void };

const scrollingBox = '<div class="math-block" tabindex="0" role="group" aria-label="Formula">';

/** $…$ and $$…$$ as MathML alone: browsers draw it, screen readers speak it, no fonts travel. */
export function math(md: MarkdownIt): void {
  md.use(mathSyntax);
  const rule =
    (displayMode: boolean): RendererRule =>
    (tokens, index, _options, env) => {
      const token = tokens[index]!;
      const mathml = toMathML(token.content, displayMode, (problem) =>
        mistake(contextOf(env), problem, lineOf(token) ?? lineWith(token.content, contextOf(env))),
      );
      return displayMode ? `${scrollingBox}${mathml}</div>\n` : mathml;
    };
  md.renderer.rules["math_inline"] = rule(false);
  md.renderer.rules["math_inline_block"] = rule(true);
  md.renderer.rules["math_block"] = rule(true);
}

function toMathML(tex: string, displayMode: boolean, fail: (problem: string) => Error): string {
  try {
    const mathml = katex.renderToString(tex, {
      output: "mathml",
      displayMode,
      throwOnError: true,
      maxSize: 50,
    });
    return withoutSource(mathml);
  } catch (error) {
    throw fail(
      `not a formula that KaTeX can read, got $${tex.slice(0, 80)}$: ${(error as Error).message}`,
    );
  }
}

/** KaTeX repeats each formula as TeX, for programs; the notebook has it, and readers need not load it. */
function withoutSource(mathml: string): string {
  return mathml
    .replace(/<annotation [^>]*>[^<]*<\/annotation>/, "")
    .replace(/<\/?semantics>/g, "")
    .replace(/ xmlns="[^"]*"/, "");
}
