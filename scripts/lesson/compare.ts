import type { Output } from "../kernel/output.ts";
import { canonicalOutputs } from "./canonical-output.ts";
import { LessonError, placeInCell } from "./error.ts";
import type { CellRun } from "./execute.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, hasTag, type CodeCell } from "./notebook.ts";

/** Where a run differs from the outputs in the file. A cell tagged `real-time` only has to have run. */
export function compareOutputs(
  lesson: Lesson,
  runs: readonly CellRun[],
  root: string,
): LessonError[] {
  const cells = codeCells(lesson.notebook);
  const printed = runs.some(({ outputs }) => outputs.length > 0);
  if (printed && cells.every(({ outputs }) => outputs.length === 0)) {
    const problem = "holds no outputs yet: run npm run check -- --write";
    return [new LessonError({ file: lesson.file }, problem)];
  }
  return cells.flatMap((cell, index) => {
    const run = runs[index];
    if (!run || hasTag(cell, "real-time")) return [];
    const expected = outputLines(canonicalOutputs(cell.outputs, root));
    const got = outputLines(run.outputs);
    if (JSON.stringify(expected) === JSON.stringify(got)) return [];
    return [difference(lesson.file, cell, expected, got)];
  });
}

function difference(
  file: string,
  cell: CodeCell,
  expected: readonly string[],
  got: readonly string[],
): LessonError {
  const place = placeInCell(file, cell);
  if (expected.length === 0) {
    return new LessonError(
      place,
      `has no output in the file, but prints some: ${accept}${shown("got", got[0])}`,
    );
  }
  const first = expected.findIndex((line, index) => line !== got[index]);
  const line = first === -1 ? expected.length : first;
  const problem = `its output differs from the file's in line ${line + 1} of the output: ${accept}`;
  const both = pairShown(expected[line], got[line]);
  return new LessonError(place, problem + both);
}

const accept = "if that is meant, run npm run check -- --write";

const longest = 160;

/** Both lines, cut around the first place where they differ: a figure's line may be very long. */
function pairShown(expected: string | undefined, got: string | undefined): string {
  const a = expected ?? "";
  const b = got ?? "";
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const from = Math.max(0, Math.min(same - 60, Math.max(a.length, b.length) - longest));
  return shown("expected", expected?.slice(from)) + shown("got", got?.slice(from));
}

function shown(label: string, line: string | undefined): string {
  const text =
    line === undefined ? "(no such line)" : JSON.stringify(line.slice(0, longest)).slice(1, -1);
  return `\n    ${label.padEnd(8)} | ${text}`;
}

/** Outputs as the lines that a reader of a difference would want to see. */
function outputLines(outputs: readonly Output[]): string[] {
  return outputs.flatMap((output) => {
    switch (output.output_type) {
      case "stream":
        return output.text.split("\n").map((line) => `${output.name}: ${line}`);
      case "error":
        return [`error: ${output.ename}: ${output.evalue}`, ...output.traceback];
      case "display_data":
      case "execute_result":
        return Object.entries(output.data)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .flatMap(([mime, value]) => dataLines(mime, value));
    }
  });
}

function dataLines(mime: string, value: unknown): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.split("\n").map((line) => `${mime}: ${line}`);
}
