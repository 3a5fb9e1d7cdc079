import { readFile } from "node:fs/promises";
import { LessonError, throwIfAny } from "./error.ts";
import { firstJsonMistake } from "./json-position.ts";
import { isJsonMime, joinLines, type Multiline } from "./mime.ts";
import type { Cell, CellMetadata, Notebook } from "./notebook.ts";
import type { Output } from "../kernel/output.ts";
import { violationOfCell, violationOfNotebook, violationOfOutput } from "./schema.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a lesson. Rejects with a LessonError, or with LessonErrors, that say everything that is wrong with it. */
export async function readNotebook(path: string, file: string): Promise<Notebook> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new LessonError({ file }, `cannot be read (${error.code ?? error.message})`);
  });
  return parseNotebook(decode(bytes, file), file);
}

/** The notebook in a text; throws like `readNotebook`. */
export function parseNotebook(text: string, file: string): Notebook {
  const json = parseJson(text, file);
  checkFrame(json, file);
  const cells = json["cells"] as readonly JsonObject[];
  throwIfAny(cells.flatMap((cell, index) => cellProblems(cell, index, file)));
  throwIfAny(duplicateIds(cells, file));
  const rest = violationOfNotebook(json);
  if (rest !== undefined)
    throw new LessonError({ file }, `breaks the nbformat 4.5 schema: ${rest}`);
  checkKernel(json, file);
  return { ...json, cells: cells.map(cellOf) } as unknown as Notebook;
}

function decode(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new LessonError(
      { file },
      "must not start with a byte order mark: save it as plain UTF-8",
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LessonError({ file }, "must be UTF-8, got bytes that are not: save it as UTF-8");
  }
}

function parseJson(text: string, file: string): JsonObject {
  const conflict = text.split("\n").findIndex((line) => line.startsWith("<<<<<<< "));
  if (conflict !== -1) {
    throw new LessonError(
      { file, line: conflict + 1 },
      "holds an unresolved merge conflict of git",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson(text, file);
  }
  if (isObject(value)) return value;
  throw new LessonError({ file }, `must be a JSON object, got ${kindOf(value)}`);
}

function notJson(text: string, file: string): LessonError {
  const { line, column, sourceLine, endOfText } = firstJsonMistake(text);
  const what = endOfText
    ? "the text ends too early"
    : `${JSON.stringify(sourceLine[column - 1] ?? "")} cannot stand at column ${column}`;
  const place = { file, line, sourceLine: sourceLine.slice(0, 120) };
  return new LessonError(place, `is not a notebook, its JSON is broken: ${what}`);
}

function checkFrame(json: JsonObject, file: string): void {
  const version = `${String(json["nbformat"])}.${String(json["nbformat_minor"])}`;
  if (!("nbformat" in json) || !("nbformat_minor" in json)) {
    throw new LessonError(
      { file },
      "is not a notebook: it must say its nbformat and nbformat_minor",
    );
  }
  if (version !== "4.5") {
    throw new LessonError(
      { file },
      `must be nbformat 4.5, got ${version}: open it in JupyterLab or VS Code and save it`,
    );
  }
  if (!("cells" in json))
    throw new LessonError({ file }, 'is not a notebook: the key "cells" is missing');
  const cells = json["cells"];
  if (!Array.isArray(cells) || !cells.every(isObject)) {
    throw new LessonError({ file }, `"cells" must be a list of objects, got ${kindOf(cells)}`);
  }
}

const cellTypes = ["markdown", "code"];

function cellProblems(cell: JsonObject, index: number, file: string): LessonError[] {
  const { id, cell_type: type } = cell;
  const nth = `the ${index + 1}. cell (${String(type)})`;
  if (typeof id !== "string") {
    return [
      new LessonError({ file }, `${nth} must have an id: give it a readable one, such as "goal"`),
    ];
  }
  const place = { file, cellId: id };
  if (!cellTypes.includes(String(type))) {
    return [new LessonError(place, `must be a markdown or a code cell, got ${String(type)}`)];
  }
  const problem = violationOfCell(cell);
  if (problem === undefined) return [];
  const ofOutput = outputsOf(cell)
    .map(knownViolation)
    .find((said) => said !== undefined);
  return [new LessonError(place, `breaks the nbformat 4.5 schema: ${ofOutput ?? problem}`)];
}

const outputTypes = ["stream", "display_data", "execute_result", "error"];

function knownViolation(output: JsonObject): string | undefined {
  const type = output["output_type"];
  if (!outputTypes.includes(String(type))) return `an output has the unknown type ${String(type)}`;
  return violationOfOutput(output);
}

function outputsOf(cell: JsonObject): readonly JsonObject[] {
  const outputs = cell["outputs"];
  return Array.isArray(outputs) ? outputs.filter(isObject) : [];
}

function duplicateIds(cells: readonly JsonObject[], file: string): LessonError[] {
  const ids = cells.map((cell) => String(cell["id"]));
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return twice.map((id) => {
    const at = ids.flatMap((other, index) => (other === id ? [index + 1] : []));
    return new LessonError(
      { file, cellId: id },
      `cell ids must be unique, got this one for the cells ${at.join(" and ")} of the file`,
    );
  });
}

function checkKernel(json: JsonObject, file: string): void {
  const kernelspec = (json["metadata"] as JsonObject)["kernelspec"];
  const name = isObject(kernelspec) ? kernelspec["name"] : undefined;
  if (name === "tslab") return;
  throw new LessonError(
    { file },
    `metadata.kernelspec.name must be "tslab", got ${name === undefined ? "none" : JSON.stringify(name)}: ` +
      "choose the kernel TypeScript (tslab) in the notebook and save it",
  );
}

function cellOf(cell: JsonObject): Cell {
  const common = {
    id: cell["id"] as string,
    metadata: cell["metadata"] as CellMetadata,
    source: joinLines(cell["source"] as Multiline),
  };
  if (cell["cell_type"] === "markdown") return { cell_type: "markdown", ...common };
  return {
    cell_type: "code",
    ...common,
    execution_count: cell["execution_count"] as number | null,
    outputs: outputsOf(cell).map(outputOf),
  };
}

function outputOf(output: JsonObject): Output {
  if (output["output_type"] === "stream") {
    return { ...output, text: joinLines(output["text"] as Multiline) } as unknown as Output;
  }
  if (!isObject(output["data"])) return output as unknown as Output;
  const data = Object.entries(output["data"]).map(([mime, value]) =>
    isJsonMime(mime) ? [mime, value] : [mime, joinLines(value as Multiline)],
  );
  return { ...output, data: Object.fromEntries(data) as unknown } as unknown as Output;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
