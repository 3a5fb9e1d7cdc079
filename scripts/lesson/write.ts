import type { Output } from "../kernel/output.ts";
import { isSplitMime, splitLines } from "./mime.ts";
import type { Cell, CellMetadata, Notebook } from "./notebook.ts";

/** What every lesson says of its kernel; versions are left out, they change without any change of the lesson. */
const notebookMetadata = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  language_info: {
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    file_extension: ".ts",
    mimetype: "text/typescript",
    name: "typescript",
  },
};

/**
 * The one text that a notebook may have in the repository: what Jupyter itself writes (sorted keys, one space of
 * indentation, texts as lists of lines), without anything that differs from run to run.
 */
export function writeNotebook(notebook: Notebook): string {
  let executed = 0;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? cellJson(cell, ++executed) : cellJson(cell, null),
  );
  const json = { cells, metadata: notebookMetadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(sorted(json), null, 1)}\n`;
}

function cellJson(cell: Cell, executionCount: number | null): object {
  const common = {
    cell_type: cell.cell_type,
    id: cell.id,
    metadata: ownMetadata(cell.metadata),
    source: splitLines(cell.source),
  };
  if (cell.cell_type === "markdown") {
    return cell.attachments ? { ...common, attachments: cell.attachments } : common;
  }
  return {
    ...common,
    execution_count: executionCount,
    outputs: cell.outputs.map((output) => outputJson(output, executionCount)),
  };
}

function ownMetadata({ tags, interleave }: CellMetadata): object {
  return {
    ...(tags && tags.length > 0 ? { tags } : {}),
    ...(interleave && Object.keys(interleave).length > 0 ? { interleave } : {}),
  };
}

function outputJson(output: Output, executionCount: number | null): object {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitLines(output.text) };
    case "error":
      return output;
    case "display_data":
      return { ...output, data: dataJson(output.data) };
    case "execute_result":
      return { ...output, data: dataJson(output.data), execution_count: executionCount };
  }
}

function dataJson(data: Readonly<Record<string, unknown>>): object {
  const split = Object.entries(data).map(([mime, value]) =>
    isSplitMime(mime) && typeof value === "string" ? [mime, splitLines(value)] : [mime, value],
  );
  return Object.fromEntries(split) as object;
}

/** The same value with the keys of all its objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
