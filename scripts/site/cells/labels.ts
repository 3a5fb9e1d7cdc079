import { hasTag, type CellTag, type CodeCell } from "../../lesson/notebook.ts";
import { html, type Html } from "../html.ts";

/** The tags of a code cell that a reader should know of, and how they are said. */
const labels: ReadonlyArray<readonly [tag: CellTag, text: string, why: string]> = [
  ["predict", "Predict first", "Say what it will print before you look"],
  ["exercise", "Exercise", "Yours to change"],
  ["check", "Check", "Judges the exercise above"],
  ["real-time", "Real time", "Really waits: your figures will differ a little"],
  ["node-only", "Needs Node", "Cannot run in a page"],
  ["raises-error", "Fails on purpose", "The error is the point"],
];

export function cellLabels(cell: CodeCell): Html {
  const shown = labels.filter(([tag]) => hasTag(cell, tag));
  return html`${shown.map(
    ([tag, text, why]) =>
      html`<span class="label label-${tag}" title="${why}">${text}${numberOf(cell, tag)}</span>`,
  )}`;
}

function numberOf(cell: CodeCell, tag: CellTag): string {
  const exercise = cell.metadata.interleave?.exercise;
  return exercise !== undefined && (tag === "exercise" || tag === "check") ? ` ${exercise}` : "";
}
