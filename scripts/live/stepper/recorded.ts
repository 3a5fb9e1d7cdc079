import type { TraceRecord } from "../../../src/trace-record.ts";

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
export interface RecordedTrace {
  readonly records: readonly TraceRecord[];
  /** Empty when the cells ran without reporting their lines. */
  readonly marks: readonly Mark[];
  /** How many records more there were: of a run that is too long to be stepped through to its end. */
  readonly left?: number;
}

export interface RecordedRun extends RecordedTrace {
  /** The cell that showed it. */
  readonly cell: string;
}

/** The texts of the cells as they ran, by the names under which they reported their lines. */
export type RanTexts = Readonly<Record<string, RanText>>;

export interface RanText {
  /** The cell's id in the notebook. */
  readonly cell: string;
  readonly source: string;
}
