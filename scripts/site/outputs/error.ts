import { html, trusted, type Html } from "../html.ts";
import { terminalLines, withoutColors } from "./ansi.ts";
import { withoutTrailing } from "./trim.ts";

/** What a cell threw. */
export interface ErrorOutput {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** How the kernel quotes the line that failed, and how it names a line of the running cell. */
const quotedLine = /^> (\d+) \| /;
const cellLine = /\bcell line (\d+)/;

/** The lines of the cell, from 1, that failed: those that are quoted, or the first that is named. */
export function errorLines({ traceback }: ErrorOutput): readonly number[] {
  const lines = withoutColors(traceback.join("\n")).split("\n");
  const numbers = (pattern: RegExp): number[] =>
    lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
  const quoted = numbers(quotedLine);
  return quoted.length > 0 ? quoted : numbers(cellLine).slice(0, 1);
}

/** The error as a sentence, then where it came from. */
export function errorOutput(error: ErrorOutput): Html {
  const lines = trace(error);
  const where =
    lines.length > 0 &&
    html`<pre tabindex="0" role="group" aria-label="Traceback">${trusted(lines.join("\n"))}</pre>`;
  const message = html`${error.evalue && ": "}${withoutColors(error.evalue)}`;
  // The message keeps its lines, so none of the template's may stand beside it.
  const said = html`<p class="error-name"><strong>${error.ename}</strong>${message}</p>`;
  return html`<div class="error">${said}${where}</div>`;
}

function trace({ ename, evalue, traceback }: ErrorOutput): string[] {
  const text = withoutTrailing(traceback.join("\n"), "\n");
  const plain = withoutColors(text).split("\n");
  const shown = terminalLines(text).map((line, index) =>
    isFailing(plain[index] ?? "") ? html`<mark>${line}</mark>`.text : line.text,
  );
  return shown
    .slice(repeated([`${ename}: ${evalue}`, evalue], plain))
    .filter((line) => line !== "");
}

const isFailing = (line: string): boolean => quotedLine.test(line) || cellLine.test(line);

/** How many lines at the start only repeat the message, which already stands above them. */
function repeated(messages: readonly string[], lines: readonly string[]): number {
  const said = messages
    .map((message) => withoutColors(message).split("\n"))
    .find((message) => message.every((line, index) => line === lines[index]));
  return said?.length ?? 0;
}
