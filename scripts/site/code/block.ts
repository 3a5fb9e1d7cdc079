import { attributes, html, trusted, type Html } from "../html.ts";
import type { Highlight } from "./highlight.ts";

/** How a block of code is to be shown. */
export interface CodeBlock {
  readonly source: string;
  readonly language: string;
  /** What a screen reader calls the block. */
  readonly label: string;
  /** The lines, from 1, that an error names. */
  readonly errorLines?: readonly number[];
}

/**
 * One element per line: lines are what errors, prose and the stepper point at.
 * The block takes focus because it scrolls inside itself, and keys must be able to scroll it.
 */
export function codeBlock(block: CodeBlock, highlight: Highlight): Html {
  const lines = highlight(block.source.replace(/\n$/, ""), block.language).map((line, index) => {
    const wrong = block.errorLines?.includes(index + 1) ?? false;
    const marks = attributes({ class: "line", "data-error": wrong });
    return html`<span ${marks}>${line}</span>`;
  });
  const code = trusted(lines.join("\n"));
  const label = attributes({ "aria-label": block.label, "data-language": block.language });
  return html`<pre class="code" tabindex="0" role="group" ${label}><code>${code}</code></pre>`;
}
