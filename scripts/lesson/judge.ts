import type { Output } from "../kernel/output.ts";
import { LessonError, placeInCell } from "./error.ts";
import type { CellRun } from "./execute.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, hasTag, type CodeCell } from "./notebook.ts";

type ErrorOutput = Extract<Output, { output_type: "error" }>;

/** What is wrong with a run as such: a cell failed that should not, or did not fail as it promised. */
export function judgeRuns(lesson: Lesson, runs: readonly CellRun[]): LessonError[] {
  return codeCells(lesson.notebook).flatMap((cell, index) => {
    const run = runs[index];
    if (!run) return [];
    return hasTag(cell, "raises-error")
      ? judgeExpected(lesson.file, cell, run)
      : judgeOrdinary(lesson.file, cell, run);
  });
}

function judgeOrdinary(file: string, cell: CodeCell, { status, outputs }: CellRun): LessonError[] {
  const error = errorIn(outputs);
  if (error) return [failed(file, cell, error)];
  if (status !== "ok") return [new LessonError(placeInCell(file, cell), `ended as "${status}"`)];
  return [];
}

function judgeExpected(file: string, cell: CodeCell, { outputs }: CellRun): LessonError[] {
  const expected = cell.metadata.interleave?.error ?? "";
  const error = errorIn(outputs);
  const place = placeInCell(file, cell);
  if (!error) {
    return [
      new LessonError(
        place,
        "is tagged raises-error, but did not fail: remove the tag or the mend",
      ),
    ];
  }
  const got = `${error.ename}: ${error.evalue}`;
  if (got.includes(expected)) return [];
  const rule = `must fail with a message that contains ${JSON.stringify(expected)}`;
  return [new LessonError(place, `${rule}, got ${JSON.stringify(got)}`)];
}

function errorIn(outputs: readonly Output[]): ErrorOutput | undefined {
  return outputs.find((output) => output.output_type === "error");
}

function failed(file: string, cell: CodeCell, error: ErrorOutput): LessonError {
  const line = lineIn(error, cell);
  return new LessonError(placeInCell(file, cell, line), `failed with ${messageOf(error)}`);
}

function messageOf({ ename, evalue }: ErrorOutput): string {
  const message = evalue.startsWith(ename) ? evalue : `${ename}: ${evalue}`;
  return message.split("\n").slice(0, 6).join("\n    ");
}

/** The last line of the cell that the traceback names. */
function lineIn({ traceback }: ErrorOutput, cell: CodeCell): number | undefined {
  const text = traceback.join("\n");
  const match = /(?:cell|<cell>|\[\d+\])\D{0,12}?:?(\d+):\d+/.exec(text);
  const line = Number(match?.[1]);
  return line >= 1 && line <= cell.source.split("\n").length ? line : undefined;
}
