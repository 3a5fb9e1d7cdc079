import { availableParallelism, cpus, loadavg } from "node:os";
import { LessonError, placeInCell } from "./error.ts";
import type { CellRun } from "./execute.ts";
import { sha256 } from "./files.ts";
import type { Lesson } from "./lesson.ts";
import {
  codeCells,
  hasTag,
  type Cell,
  type CodeCell,
  type Measured,
  type Notebook,
} from "./notebook.ts";

/** Whether a cell measures: its output is never the same twice, so it is shown with the machine that it is from. */
export function isMeasured(cell: Cell): boolean {
  return hasTag(cell, "real-time") && hasTag(cell, "node-only");
}

/** The runs without those of measured cells whose figures are already of this code: another run says nothing new. */
export function withoutKnownFigures(notebook: Notebook, runs: readonly CellRun[]): CellRun[] {
  const known = codeCells(notebook).filter(
    (cell) => isMeasured(cell) && noteOf(cell)?.code === codeUntil(notebook, cell.id),
  );
  const isThere = ({ outputs }: CodeCell, run: CellRun): boolean =>
    outputs.length > 0 || run.outputs.length === 0;
  return runs.filter((run) => !known.some((cell) => cell.id === run.id && isThere(cell, run)));
}

/** The notebook with a note at each measured cell that has just run: where, and with what code. */
export function withNotes(notebook: Notebook, runs: readonly CellRun[]): Notebook {
  const noted = (cell: Cell): Cell => {
    const { measured, ...others } = cell.metadata.interleave ?? {};
    const isNew = runs.some(({ id }) => id === cell.id);
    if (!isMeasured(cell)) return measured ? withOwn(cell, others) : cell;
    if (!isNew) return cell;
    const code = codeUntil(notebook, cell.id);
    return withOwn(cell, { ...others, measured: { on: thisMachine(), code } });
  };
  return { ...notebook, cells: notebook.cells.map(noted) };
}

/** Measured cells whose figures are of other code than they show. */
export function staleFigures({ file, notebook }: Lesson): LessonError[] {
  return codeCells(notebook)
    .filter(isMeasured)
    .filter((cell) => noteOf(cell)?.code !== codeUntil(notebook, cell.id))
    .map((cell) => {
      const problem =
        "its figures were not measured with the code above them: run npm run check -- --write";
      return new LessonError(placeInCell(file, cell), problem);
    });
}

function noteOf(cell: Cell): Measured | undefined {
  return cell.metadata.interleave?.measured;
}

function withOwn(cell: Cell, interleave: NonNullable<Cell["metadata"]["interleave"]>): Cell {
  return { ...cell, metadata: { ...cell.metadata, interleave } };
}

/** A short text for what a cell runs: its own code, and that of the cells before it. */
function codeUntil(notebook: Notebook, id: string): string {
  const cells = codeCells(notebook);
  const last = cells.findIndex((cell) => cell.id === id);
  return sha256(JSON.stringify(cells.slice(0, last + 1).map(({ source }) => source))).slice(0, 12);
}

function thisMachine(): string {
  const cpu = cpus()[0]?.model.trim() ?? "unknown processor";
  const node = process.version.slice(1);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `Node ${node}, ${availableParallelism()} cores of ${cpu} at load ${load}`;
}
