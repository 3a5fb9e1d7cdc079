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
      : judgeOrdinary(lesson, cell, run);
  });
}

function judgeOrdinary(
  lesson: Lesson,
  cell: CodeCell,
  { status, outputs }: CellRun,
): LessonError[] {
  const error = errorIn(outputs);
  if (error) return [failed(lesson, cell, error)];
  if (status !== "ok")
    return [new LessonError(placeInCell(lesson.file, cell), `ended as "${status}"`)];
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

function failed({ file, notebook }: Lesson, running: CodeCell, error: ErrorOutput): LessonError {
  const { nth, line } = originOf(error);
  const cell = nth === undefined ? running : (codeCells(notebook)[nth - 1] ?? running);
  const known = line !== undefined && line <= cell.source.split("\n").length ? line : undefined;
  const whileOther = cell === running ? "" : ` (while cell ${running.id} ran)`;
  return new LessonError(
    placeInCell(file, cell, known),
    `failed with ${messageOf(error)}${whileOther}`,
  );
}

function messageOf({ ename, evalue, traceback }: ErrorOutput): string {
  const message = evalue.startsWith(ename) ? evalue : `${ename}: ${evalue}`;
  const thrownIn = /^ +at .*?\(?((?:src|node_modules)\/\S+ line \d+)/.exec(
    framesOf(traceback)[0] ?? "",
  )?.[1];
  const lines = message.split("\n").slice(0, 6).join("\n    ");
  return thrownIn === undefined ? lines : `${lines} (thrown in ${thrownIn})`;
}

/** Which line the error comes from: of the cell that ran, or of the nth cell that a callback belongs to. */
function originOf({ ename, traceback }: ErrorOutput): { nth?: number; line?: number } {
  const text = traceback.join("\n");
  if (ename === "TypeScriptError") return lineOfMatch(/^(\d+):\d+ - /m.exec(text)?.[1]);
  const own = /\bcell line (\d+)/.exec(text)?.[1];
  if (own !== undefined) return lineOfMatch(own);
  const other = /\bcell \[(\d+)\] line (\d+)/.exec(text);
  return other ? { nth: Number(other[1]), ...lineOfMatch(other[2]) } : {};
}

function lineOfMatch(text: string | undefined): { line?: number } {
  return text === undefined ? {} : { line: Number(text) };
}

function framesOf(traceback: readonly string[]): string[] {
  return traceback.flatMap((part) => part.split("\n")).filter((line) => /^ +at /.test(line));
}
