import { hasTag, type CellTag, type CodeCell, type Difficulty } from "../../lesson/notebook.ts";
import { html, type Html } from "../html.ts";

/** The tags of a code cell that a reader should know of, how they are said, and what they mean. */
type Label = readonly [tag: CellTag, text: string, why?: string];
const labels: readonly Label[] = [
  ["predict", "Predict", "Decide on your answer before you read on."],
  ["exercise", "Exercise"],
  ["check", "Check"],
  ["real-time", "Real time", "Really waits: your figures will differ a little."],
  ["node-only", "Needs Node", "Cannot run in a page."],
  ["raises-error", "Fails on purpose", "The error is the point."],
];

export function cellLabels(cell: CodeCell): Html {
  const shown = labels.filter(([tag]) => hasTag(cell, tag)).map((label) => ofMeasured(cell, label));
  return html`${shown.map(
    ([tag, text, why]) =>
      html`<span class="label label-${tag}">${text}${numberOf(cell, tag)}</span
        >${why && html` <span class="label-why">${why}</span>`}`,
  )}${difficulty(cell)}`;
}

/** A figure that was measured says where. */
function ofMeasured(cell: CodeCell, label: Label): Label {
  const on = cell.metadata.interleave?.measured?.on;
  if (label[0] !== "real-time" || on === undefined) return label;
  return ["real-time", "Measured", `On ${on}: your figures will differ.`];
}

function numberOf(cell: CodeCell, tag: CellTag): string {
  const exercise = cell.metadata.interleave?.exercise;
  return exercise !== undefined && (tag === "exercise" || tag === "check") ? ` ${exercise}` : "";
}

const difficulties: Readonly<Record<Difficulty, string>> = {
  1: "a warm-up",
  2: "takes thought",
  3: "a step of your own",
};

/** In dots for the eye, in words for everybody. */
function difficulty(cell: CodeCell): Html | false {
  const level = cell.metadata.interleave?.difficulty;
  if (level === undefined) return false;
  const dots = "●".repeat(level) + "○".repeat(3 - level);
  return html` <span class="difficulty"
    ><span aria-hidden="true">${dots}</span>${difficulties[level]}</span
  >`;
}
