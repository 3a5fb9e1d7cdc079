import { html, trusted, type Html } from "../html.ts";
import { terminalLines, withoutColors } from "./ansi.ts";

/** What a cell threw. */
export interface ErrorOutput {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const cellLine = /cell line (\d+)/i;

/** The line of the cell, from 1, that the traceback names first. */
export function errorLine({ traceback }: ErrorOutput): number | undefined {
  const line = cellLine.exec(withoutColors(traceback.join("\n")))?.[1];
  return line === undefined ? undefined : Number(line);
}

/** The error as a sentence, then where it came from. */
export function errorOutput(error: ErrorOutput): Html {
  const lines = trace(error);
  const where =
    lines.length > 0 &&
    html`<pre tabindex="0" role="group" aria-label="Traceback">${trusted(lines.join("\n"))}</pre>`;
  return html`<div class="error">
    <p class="error-name">
      <strong>${error.ename}</strong>${error.evalue && ": "}${withoutColors(error.evalue)}
    </p>
    ${where}
  </div>`;
}

function trace({ ename, evalue, traceback }: ErrorOutput): string[] {
  const text = traceback.join("\n").replace(/\n+$/, "");
  const said = withoutColors(`${ename}: ${evalue}`);
  const plain = withoutColors(text);
  // The first lines of a stack repeat the message, which already stands above it.
  const repeated = plain.startsWith(said) ? said.split("\n").length : 0;
  return terminalLines(text)
    .map((line, index) => (cellLine.test(plainLine(plain, index)) ? mark(line) : line.text))
    .slice(repeated)
    .filter((line, index, all) => line !== "" || index < all.length - 1);
}

function plainLine(text: string, index: number): string {
  return text.split("\n")[index] ?? "";
}

function mark(line: Html): string {
  return html`<mark>${line}</mark>`.text;
}
