import { dirname, join } from "node:path";
import { KernelDied } from "../kernel/child.ts";
import { MemoryLimit } from "../kernel/memory.ts";
import { CellTimeout, OutputLimit, type CellResult } from "../kernel/execution.ts";
import type { Output } from "../kernel/output.ts";
import type { Imports, Road, Session, Stepping } from "../kernel/session.ts";
import { canonicalOutputs } from "./canonical-output.ts";
import { LessonError, placeInCell } from "./error.ts";
import { refuseLate, refuseProcesses, refuseTimers } from "./leftovers.ts";
import { courseCode } from "./course-code.ts";
import { withOtherProcesses } from "./other-processes.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, hasTag, type CodeCell, type Notebook } from "./notebook.ts";

/** What became of one cell; its outputs are in canonical form. */
export interface CellRun {
  readonly id: string;
  readonly status: CellResult["status"];
  readonly outputs: readonly Output[];
}

/** A lesson that has run. */
export interface Executed {
  /** One entry for each cell that ran. */
  readonly runs: readonly CellRun[];
  readonly imports: Imports;
}

export interface ExecuteOptions {
  /** The project's folder, without symbolic links. */
  readonly root: string;
  readonly road: Road;
  readonly limits?: Limits;
  readonly signal?: AbortSignal | undefined;
  /** Who steps through what runs. */
  readonly stepping?: Stepping;
  /** Told before each cell. */
  readonly onCell?: (index: number, count: number) => void;
}

/**
 * Runs a lesson from top to bottom in a session of its own, up to its end or to the first cell that fails without
 * saying so. Rejects with a LessonError when the kernel dies, a limit is reached or output comes too late.
 */
export async function executeLesson(lesson: Lesson, options: ExecuteOptions): Promise<Executed> {
  const { root, limits = defaultLimits, signal } = options;
  signal?.throwIfAborted();
  const session = await openSession(lesson, options);
  const stop = (): void => void session.shutdown().catch(() => undefined);
  signal?.addEventListener("abort", stop);
  try {
    const runs = await runCells(session, lesson, limits, options);
    const imports = await importsOf(session, root);
    const { late } = await session.shutdown();
    refuseLate(lesson.file, codeCells(lesson.notebook)[runs.length - 1], late, root);
    return { runs, imports };
  } finally {
    signal?.removeEventListener("abort", stop);
    await session.shutdown();
  }
}

/** What a lesson imports; where nobody looked, all that it may import. */
async function importsOf(session: Session, root: string): Promise<Imports> {
  const known = session.imports();
  if (known) return await withOtherProcesses(root, known);
  const files = (await courseCode(root)).map((file) => join(root, file));
  return { files, absent: [], isComplete: true };
}

/** A session for a lesson's cells, in the folder of its notebook. */
export async function openSession(
  { file, notebook }: Lesson,
  { root, road, limits = defaultLimits, stepping }: ExecuteOptions,
): Promise<Session> {
  const cwd = dirname(join(root, file));
  const sources = codeCells(notebook).map(({ source }) => source);
  const { memoryMb } = limits;
  return await road.open({ cwd, memoryMb, sources, stepping }).catch((error: Error) => {
    const why = `could not run, the kernel did not start: ${deathOf(error.message)}`;
    throw new LessonError({ file }, why, { cause: error });
  });
}

/** The notebook with the outputs of a run in place of its own. */
export function withOutputs(notebook: Notebook, runs: readonly CellRun[]): Notebook {
  const byId = new Map(runs.map((run) => [run.id, run.outputs]));
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: byId.get(cell.id) ?? cell.outputs } : cell,
  );
  return { ...notebook, cells };
}

async function runCells(
  session: Session,
  { file, notebook }: Lesson,
  limits: Limits,
  { root, signal, onCell }: ExecuteOptions,
): Promise<CellRun[]> {
  const results: CellResult[] = [];
  const cells = codeCells(notebook);
  for (const [index, cell] of cells.entries()) {
    onCell?.(index, cells.length);
    const result = await runCell(session, file, cell, limits).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    refuseLate(file, cells[index - 1], result.late, root);
    results.push(result);
    if (hasTag(cell, "raises-error")) continue;
    if (result.status !== "ok") break;
    await refuseTimers(session, file, cell);
  }
  if (results.length === cells.length && results.at(-1)?.status === "ok") {
    await refuseProcesses(session, file);
  }
  // Only now: a later cell may have updated what an earlier one displays.
  return results.map(({ status, outputs }, index) => ({
    id: cells[index]?.id ?? "",
    status,
    outputs: canonicalOutputs(outputs, root),
  }));
}

/** Runs one cell; what the kernel cannot survive becomes a LessonError that names the cell. */
export async function runCell(
  session: Session,
  file: string,
  cell: Pick<CodeCell, "id" | "source">,
  limits: Limits = defaultLimits,
): Promise<CellResult> {
  try {
    return await session.execute(cell.source, {
      timeoutMs: limits.cellTimeoutMs,
      maxOutputBytes: limits.maxOutputBytes,
      stopOnError: false,
    });
  } catch (error) {
    const problem = problemOf(error, limits);
    if (problem === undefined) throw error;
    throw new LessonError(placeInCell(file, cell, lineOf(error)), problem, { cause: error });
  }
}

function lineOf(error: unknown): number | undefined {
  const kinds = [CellTimeout, OutputLimit, MemoryLimit];
  return kinds.some((kind) => error instanceof kind) ? (error as CellTimeout).line : undefined;
}

function problemOf(
  error: unknown,
  { cellTimeoutMs: timeoutMs, maxOutputBytes: maxBytes, memoryMb }: Limits,
): string | undefined {
  if (error instanceof CellTimeout) {
    return (
      `did not end within ${timeoutMs / 1000} s and was stopped: ` +
      "await only what will happen, or give it more time with --cell-timeout"
    );
  }
  if (error instanceof OutputLimit) {
    return `wrote more than ${maxBytes / 1_000_000} MB of output and was stopped: show less of it, or allow more with --max-output`;
  }
  if (error instanceof MemoryLimit) {
    return `needed more than ${memoryMb} MB of memory and was stopped: keep less at once, or give it more with --memory`;
  }
  if (error instanceof KernelDied) return `ended its kernel: ${deathOf(error.message)}`;
  return undefined;
}

/** What a kernel's last words come to, without the dump of a stack. */
function deathOf(message: string): string {
  const [how = "", ...written] = message.split("\n").filter((line) => !/^\s*(at |$)/.test(line));
  const why = written.find((line) => line.includes("Error")) ?? written[0];
  return how.replace(/; it wrote last:$/, "") + (why === undefined ? "" : ` (${why.trim()})`);
}
