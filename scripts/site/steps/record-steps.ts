import ts from "typescript";
import type { Road, Stepping } from "../../kernel/session.ts";
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

/** Runs a lesson on the fast road, its cells instrumented. Rejects as `executeLesson` does. */
export async function recordSteps(lesson: Lesson, root: string, road: Road): Promise<Recording> {
  const runs: RecordedRun[] = [];
  const stepping = steppingThrough(codeCells(lesson.notebook), runs);
  return { cells: (await executeLesson(lesson, { root, road, stepping })).runs, runs };
}

/** Has a lesson's first cells report their lines, and puts the runs that they show as figures into `runs`. */
export function steppingThrough(cells: readonly CodeCell[], runs: RecordedRun[]): Stepping {
  let isBehind = false;
  return {
    instrumented: (cell, index) => {
      isBehind = index >= cells.length;
      return instrumented(cell, cells[index]);
    },
    drawn: (run) => {
      if (!isBehind) runs.push(run as RecordedRun);
    },
  };
}

/** A cell that reports its lines under its id. */
function instrumented(cell: CompiledCell, origin: CodeCell | undefined): CompiledCell {
  const { script, maps } = cell;
  if (script === undefined || origin === undefined) return cell;
  const changed = instrument(ts, { script, maps, source: origin.source });
  return { ...cell, id: origin.id, script: changed.script, maps: [...changed.maps] };
}
