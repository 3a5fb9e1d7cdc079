import type { TraceRecord } from "../../../src/trace.ts";

/** A line of a cell; lines count from 1. */
export interface Place {
  readonly cell: string;
  readonly line: number;
}

/** Code has reached a line. */
export interface Mark extends Place {
  /** The clock's time, in milliseconds. */
  readonly at: number;
  /** How many records the trace held by then. */
  readonly after: number;
  /** Whose code it is; undefined for that of the cell itself. */
  readonly task?: number;
}

/** What was seen of one run: what the library recorded, and the lines that the cells reported (scripts/kernel/shim/steps.js). */
export interface RecordedRun {
  /** The cell that showed it. */
  readonly cell: string;
  readonly records: readonly TraceRecord[];
  readonly marks: readonly Mark[];
}
