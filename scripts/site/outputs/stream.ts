import { attributes, html, trusted, type Html } from "../html.ts";
import { terminalLines } from "./ansi.ts";
import { withoutTrailing } from "./trim.ts";

/** Longer texts are folded; what begins and what ends them stays in sight. */
const foldAbove = 30;
const headLines = 12;
const tailLines = 8;

/** What a cell printed, as a terminal shows it. */
export function stream(name: "stdout" | "stderr", text: string): Html {
  const body = folded(terminalLines(withoutTrailing(text, "\n")), name);
  if (name === "stdout") return html`<div class="stream">${body}</div>`;
  return html`<div class="stream stream-stderr">
    <p class="stream-name">stderr</p>
    ${body}
  </div>`;
}

/** Lines as blocks of text: one, or three with the middle one folded. */
export function folded(lines: readonly Html[], label: string): Html {
  if (lines.length <= foldAbove) return block(lines, label);
  const middle = lines.slice(headLines, -tailLines);
  return html`${block(lines.slice(0, headLines), `${label}, first lines`)}
    <details class="fold">
      <summary>${middle.length} more lines</summary>
      ${block(middle, `${label}, lines in between`)}
    </details>
    ${block(lines.slice(-tailLines), `${label}, last lines`)}`;
}

function block(lines: readonly Html[], label: string): Html {
  const text = trusted(lines.map(String).join("\n"));
  const marks = attributes({ tabindex: 0, role: "group", "aria-label": label });
  // The parser drops a line break right after <pre>: one more keeps an empty first line.
  return html`<pre ${marks}>${text.text.startsWith("\n") ? "\n" : ""}${text}</pre>`;
}
