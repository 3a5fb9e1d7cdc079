/** A place in which the cells of one notebook run, one after the other, with fresh state. There are two kinds. */
import type { CellResult, ExecuteOptions } from "./execution.ts";
import type { Output } from "./output.ts";
import type { CompiledCell } from "./shim/cell-compiler.js";

export interface Session {
  /**
   * Runs a cell; settles when all it put out has arrived. Rejects with CellTimeout, OutputLimit or KernelDied when it
   * cannot go on after the cell.
   */
  execute(source: string, options?: ExecuteOptions): Promise<CellResult>;
  /**
   * Those of these kinds of resources of which one is still open, as Node names them: "Timeout" for a timer,
   * "ProcessWrap" for a process; "Worker" for a thread, which Node does not name. What is printed meanwhile is seen as late output.
   */
  leftOpen(kinds: readonly string[]): Promise<readonly string[]>;
  /** What the cells that were run import; undefined where nobody knows. */
  imports(): Imports | undefined;
  /** Asks it to leave, and in the end makes it. Gives what was written after the last cell. */
  shutdown(): Promise<{ late: Output[] }>;
}

/** Besides the cells themselves, what decides what they do. Absolute paths. */
export interface Imports {
  /** The project's modules, however indirectly imported, also for their types only. */
  readonly files: readonly string[];
  /** Files that would be imported instead, if they existed. */
  readonly absent: readonly string[];
  /** Whether everything that is imported was found. */
  readonly isComplete: boolean;
}

export interface SessionOptions {
  /** The directory the cells run in: `../src` is resolved from here. */
  readonly cwd: string;
  /** Limit of the memory, in megabytes. */
  readonly memoryMb: number;
  /** The cells that will run, in order, as far as they are known: they may be compiled ahead. */
  readonly sources: readonly string[];
  /** Who steps through what runs. Only the fast road knows of it. */
  readonly stepping?: Stepping | undefined;
}

/** Who steps through what runs: cells are changed so that they report their lines (see scripts/live/instrument). */
export interface Stepping {
  /** The cell that runs in place of this one; `index` counts the cells that ran, from 0. */
  instrumented(cell: CompiledCell, index: number): CompiledCell;
  /** A trace was shown as a figure: what it holds, and the lines. */
  drawn(run: unknown): void;
}

/** A way to run notebooks. */
export interface Road {
  /** Starts a session. */
  open(options: SessionOptions): Promise<Session>;
  /** Ends what the sessions share. They must be shut down before. */
  close(): Promise<void>;
}
