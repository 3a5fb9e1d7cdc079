import type { CodeCell } from "../../lesson/notebook.ts";
import { html, type Html } from "../html.ts";
import type { CellTools } from "./code-cell.ts";

/** The hints of an exercise, each behind its own fold: a reader takes one at a time. */
export function hintList(cell: CodeCell, { hints, markdown }: CellTools): Html | false {
  const exercise = cell.metadata.interleave?.exercise;
  const texts = exercise === undefined ? [] : hints(exercise);
  if (texts.length === 0) return false;
  const folds = texts.map(
    (text, index) =>
      html`<details>
        <summary>Hint ${index + 1} of ${texts.length}</summary>
        ${markdown(text)}
      </details>`,
  );
  return html`<div class="hints prose">${folds}</div>`;
}
