import type { LineReference } from "../../lesson/line-references.ts";
import { hasTag, type CodeCell } from "../../lesson/notebook.ts";
import { codeBlock } from "../code/block.ts";
import type { Highlight } from "../code/highlight.ts";
import { attributes, html, type Html } from "../html.ts";
import { failingLines, renderOutputs } from "../outputs/outputs.ts";
import { hintList } from "./hints.ts";
import { cellLabels } from "./labels.ts";

/** What a cell needs of its page. */
export interface CellTools {
  readonly highlight: Highlight;
  readonly markdown: (source: string) => Html;
  /** The hints of an exercise, shown folded below its check. */
  readonly hints: (exercise: string) => readonly string[];
  /** The lines that the texts of the page speak of. */
  readonly references: readonly LineReference[];
}

/**
 * A cell as the page, its scripts and the tests find it: id, data-cell-id and data-state on the
 * cell, data-output on what it printed.
 */
export function codeCell(cell: CodeCell, tools: CellTools): Html {
  const marks = attributes({
    id: cell.id,
    "data-cell-id": cell.id,
    "data-state": "idle",
    "data-tags": cell.metadata.tags?.join(" ") || undefined,
    "data-exercise": cell.metadata.interleave?.exercise,
  });
  return html`<div class="cell" ${marks}>
      <div class="cell-bar">${number(cell)}${cellLabels(cell)}</div>
      ${input(cell, tools)}
      <div class="cell-output" data-output>${renderOutputs(cell, tools.markdown)}</div>
    </div>
    ${hasTag(cell, "check") && hintList(cell, tools)}`;
}

function number({ id, execution_count: count }: CodeCell): Html {
  const link = html`<span class="visually-hidden">Link to cell </span>[${count ?? " "}]`;
  return html`<a class="cell-number" href="#${id}">${link}</a>`;
}

function input(cell: CodeCell, { highlight, references: all }: CellTools): Html {
  const references = all.filter(({ cellId }) => cellId === cell.id);
  const errorLines = failingLines(cell);
  const block = codeBlock(
    { source: cell.source, language: "typescript", label: "Code", errorLines, references },
    highlight,
  );
  if (!hasTag(cell, "hide-input")) return block;
  return html`<details class="cell-source">
    <summary>Show the code</summary>
    ${block}
  </details>`;
}
