import { lineAddress, type LineReference } from "../../lesson/line-references.ts";
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
  /** The lines that the prose speaks of. */
  readonly references?: readonly LineReference[];
}

/**
 * One element per line: lines are what errors, prose and the stepper point at.
 * The block takes focus because it scrolls inside itself, and keys must be able to scroll it.
 */
export function codeBlock(block: CodeBlock, highlight: Highlight): Html {
  const lines = highlight(block.source.replace(/\n$/, ""), block.language).map((line, index) => {
    const wrong = block.errorLines?.includes(index + 1) ?? false;
    const marks = attributes({ class: "line", "data-error": wrong });
    const spots = block.references?.filter(({ from }) => from === index + 1).map(spot);
    return html`${spots}<span ${marks}>${line}</span>`;
  });
  const code = trusted(lines.join("\n"));
  const label = attributes({ "aria-label": block.label, "data-language": block.language });
  return html`<pre class="code" tabindex="0" role="group" ${label}><code>${code}</code></pre>`;
}

/** Lies under its lines and is as tall as they are; lit when a link of the prose leads to it. It holds no text. */
function spot(reference: LineReference): Html {
  const lines = Array.from({ length: reference.to - reference.from + 1 }, () => html`<i></i>`);
  return html`<span class="spot" id="${lineAddress(reference)}">${lines}</span>`;
}
