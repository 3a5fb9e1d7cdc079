import type { CodeCell } from "../../lesson/notebook.ts";
import { html, type Html } from "../html.ts";
import { cleanOutput } from "../sanitize/html.ts";
import { cleanSvg } from "../sanitize/svg.ts";
import { display } from "./display.ts";
import { errorLines, errorOutput } from "./error.ts";
import { stream } from "./stream.ts";

const clean = { html: cleanOutput, svg: cleanSvg };

type Output = CodeCell["outputs"][number];

/** The outputs of a cell, in order. */
export function renderOutputs(cell: CodeCell, markdown: (source: string) => Html): Html {
  const shown = cell.outputs.map((output, index) =>
    renderOutput(output, { cellId: cell.id, index: index + 1, markdown, clean }),
  );
  return html`${shown}`;
}

/** The lines of the cell that its error names. */
export function failingLines(cell: CodeCell): readonly number[] {
  const error = cell.outputs.find((output) => output.output_type === "error");
  return error === undefined ? [] : errorLines(error);
}

function renderOutput(output: Output, place: Parameters<typeof display>[1]): Html {
  switch (output.output_type) {
    case "stream":
      return stream(output.name, output.text);
    case "error":
      return errorOutput(output);
    case "display_data":
    case "execute_result":
      return display(output.data, place);
  }
}
