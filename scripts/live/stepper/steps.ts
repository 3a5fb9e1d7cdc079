import type { TraceRecord } from "../../../src/trace-record.ts";
import type { Mark, RecordedTrace } from "./recorded.ts";
import { afterMark, afterRecord, beginning, type RunState } from "./state.ts";

/** What happened: something was recorded, or code reached a line. */
export type StepEvent = TraceRecord | ({ readonly type: "line" } & Mark);

/** One thing that happened, and all that is known once it has. */
export interface Step {
  readonly event: StepEvent;
  readonly state: RunState;
}

/** Of a long run every so manyth state is kept; the others are made again from the one before. */
const keptEvery = 64;

/**
 * A run step by step: each record and each line once, in the order in which they happened. A pure function of
 * what was recorded; times never decrease.
 */
export class Steps implements Iterable<Step> {
  readonly events: readonly StepEvent[];
  /** The states before the events 0, 64, 128, … */
  readonly #kept: RunState[];

  constructor({ records, marks }: RecordedTrace) {
    this.events = eventsOf(records, marks);
    this.#kept = [beginning(records)];
  }

  get length(): number {
    return this.events.length;
  }

  /** The step of this number, from 0; undefined if there is none. */
  at(index: number): Step | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const known = Math.min(Math.floor(index / keptEvery), this.#kept.length - 1);
    for (const [at, step] of this.#from(known)) if (at === index) return step;
    return undefined;
  }

  *[Symbol.iterator](): Generator<Step> {
    for (const [, step] of this.#from(0)) yield step;
  }

  *#from(known: number): Generator<readonly [index: number, step: Step]> {
    let state = this.#kept[known] as RunState;
    for (let index = known * keptEvery; index < this.length; index += 1) {
      if (index % keptEvery === 0) this.#kept[index / keptEvery] ??= state;
      const event = this.events[index] as StepEvent;
      state = event.type === "line" ? afterMark(state, event) : afterRecord(state, event);
      yield [index, { event, state }];
    }
  }
}

/** A mark says how many records came before it. */
function eventsOf(records: readonly TraceRecord[], marks: readonly Mark[]): readonly StepEvent[] {
  const events: StepEvent[] = [];
  let next = 0;
  for (let done = 0; done <= records.length; done += 1) {
    for (let mark = marks[next]; mark && mark.after <= done; mark = marks[++next]) {
      events.push({ type: "line", ...mark });
    }
    const record = records[done];
    if (record) events.push(record);
  }
  return events;
}
