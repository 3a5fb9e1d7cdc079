import ts from "typescript";
import type { Compiler } from "../../kernel/fast/compiler.ts";
import { LightSession } from "../../kernel/fast/light-session.ts";
import type { Road } from "../../kernel/session.ts";
import type { CompiledCell } from "../../kernel/shim/cell-compiler.js";
import { executeLesson, type CellRun } from "../../lesson/execute.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { codeCells, type CodeCell } from "../../lesson/notebook.ts";
import { instrument } from "../../live/instrument/instrument.ts";
import type { RecordedRun } from "../../live/stepper/recorded.ts";

/** What a lesson printed while its lines were recorded, and the runs that it showed as figures, in that order. */
export interface Recording {
  readonly cells: readonly CellRun[];
  readonly runs: readonly RecordedRun[];
}

/** Runs a lesson in a light process, its cells instrumented. Rejects as `executeLesson` does. */
export async function recordSteps(
  lesson: Lesson,
  root: string,
  compiler: Compiler,
): Promise<Recording> {
  const sources = codeCells(lesson.notebook);
  const runs: RecordedRun[] = [];
  const stepping = {
    instrumented: (cell: CompiledCell, index: number) => instrumented(cell, sources[index]),
    drawn: (run: unknown) => void runs.push(run as RecordedRun),
  };
  const road: Road = {
    open: (options) => Promise.resolve(new LightSession(compiler, options, stepping)),
    close: () => Promise.resolve(),
  };
  return { cells: (await executeLesson(lesson, { root, road })).runs, runs };
}

/** A cell that reports its lines under its id. */
function instrumented(cell: CompiledCell, origin: CodeCell | undefined): CompiledCell {
  const { script, maps } = cell;
  if (script === undefined || origin === undefined) return cell;
  const changed = instrument(ts, { script, maps, source: origin.source });
  return { ...cell, id: origin.id, script: changed.script, maps: [...changed.maps] };
}
