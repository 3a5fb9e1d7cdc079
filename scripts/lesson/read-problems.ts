import { LessonError, type Place } from "./error.ts";
import { isObject, kindOf, quoted, type JsonObject } from "./json.ts";
import { violationOfCell, violationOfOutput } from "./schema.ts";

/** Whether it is a notebook at all, and of the format that lessons have. */
export function checkFrame(json: JsonObject, file: string): void {
  const { nbformat, nbformat_minor: minor, cells } = json;
  if (!("nbformat" in json) || !("nbformat_minor" in json)) {
    throw new LessonError(
      { file },
      "is not a notebook: it must say its nbformat and nbformat_minor",
    );
  }
  if (nbformat !== 4 || minor !== 5) {
    const version = `${quoted(nbformat)}.${quoted(minor)}`;
    throw new LessonError(
      { file },
      `must be nbformat 4.5, got ${version}: open it in JupyterLab or VS Code and save it`,
    );
  }
  if (!("cells" in json))
    throw new LessonError({ file }, 'is not a notebook: the key "cells" is missing');
  if (!Array.isArray(cells) || !cells.every(isObject)) {
    const got = Array.isArray(cells) ? kindOf(cells.find((one) => !isObject(one))) : kindOf(cells);
    throw new LessonError({ file }, `"cells" must be a list of objects, got ${got}`);
  }
}

const cellTypes = ["markdown", "code"];

/** What is wrong with one cell; the first thing that is. */
export function cellProblems(cell: JsonObject, index: number, file: string): LessonError[] {
  const { id, cell_type: type } = cell;
  const nth = `the ${index + 1}. cell (${typeof type === "string" ? type.slice(0, 20) : quoted(type)})`;
  if (typeof id !== "string") {
    return [
      new LessonError({ file }, `${nth} must have an id: give it a readable one, such as "goal"`),
    ];
  }
  const place = { file, cellId: id };
  if (typeof type !== "string" || !cellTypes.includes(type)) {
    const got = typeof type === "string" ? type.slice(0, 60) : quoted(type);
    return [new LessonError(place, `must be a markdown or a code cell, got ${got}`)];
  }
  const problem = violationOfCell(cell);
  if (problem === undefined) return notesProblems(cell, place);
  const ofOutput = outputsOf(cell)
    .map(knownViolation)
    .find((said) => said !== undefined);
  return [new LessonError(place, `breaks the nbformat 4.5 schema: ${ofOutput ?? problem}`)];
}

const outputTypes = ["stream", "display_data", "execute_result", "error"];

function knownViolation(output: JsonObject): string | undefined {
  const type = output["output_type"];
  if (typeof type !== "string" || !outputTypes.includes(type)) {
    return `an output has the unknown type ${quoted(type)}`;
  }
  return violationOfOutput(output);
}

/** What our own notes may hold. Keys that are not named here are nobody's business, and are not looked at. */
const notes: Readonly<Record<string, readonly [rule: string, holds: (value: unknown) => boolean]>> =
  {
    exercise: ["a text", (value) => typeof value === "string"],
    error: ["a text", (value) => typeof value === "string"],
    difficulty: ["1, 2 or 3", (value) => value === 1 || value === 2 || value === 3],
    measured: [
      "an object with two texts, on and code",
      (value) =>
        isObject(value) && [value["on"], value["code"]].every((it) => typeof it === "string"),
    ],
  };

function notesProblems(cell: JsonObject, place: Place): LessonError[] {
  const found = (cell["metadata"] as JsonObject)["interleave"];
  if (found === undefined) return [];
  if (!isObject(found)) {
    return [new LessonError(place, `metadata.interleave must be an object, got ${kindOf(found)}`)];
  }
  return Object.entries(notes).flatMap(([name, [rule, holds]]) => {
    const value = found[name];
    if (value === undefined || holds(value)) return [];
    const problem = `metadata.interleave.${name} must be ${rule}, got ${quoted(value)}`;
    return [new LessonError(place, problem)];
  });
}

/** The outputs of a cell that are objects. */
export function outputsOf(cell: JsonObject): readonly JsonObject[] {
  const outputs = cell["outputs"];
  return Array.isArray(outputs) ? outputs.filter(isObject) : [];
}

const mostListed = 10;

/** Every id that more than one cell has. */
export function duplicateIds(cells: readonly JsonObject[], file: string): LessonError[] {
  const places = new Map<unknown, number[]>();
  for (const [index, { id }] of cells.entries()) {
    const at = places.get(id);
    if (at) at.push(index + 1);
    else places.set(id, [index + 1]);
  }
  const twice = [...places].filter(([, at]) => at.length > 1);
  return twice.map(([id, at]) => {
    const more = at.length > mostListed ? ` and ${at.length - mostListed} more` : "";
    const listed = at.slice(0, mostListed).join(" and ") + more;
    return new LessonError(
      { file, cellId: String(id) },
      `cell ids must be unique, got this one for the cells ${listed} of the file`,
    );
  });
}

/** Whether the notebook names the kernel that runs lessons. */
export function checkKernel(json: JsonObject, file: string): void {
  const kernelspec = (json["metadata"] as JsonObject)["kernelspec"];
  const name = isObject(kernelspec) ? kernelspec["name"] : undefined;
  if (name === "tslab") return;
  throw new LessonError(
    { file },
    `metadata.kernelspec.name must be "tslab", got ${name === undefined ? "none" : quoted(name)}: ` +
      "choose the kernel TypeScript (tslab) in the notebook and save it",
  );
}
