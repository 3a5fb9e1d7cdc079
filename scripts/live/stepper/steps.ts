import type { TraceRecord } from "../../../src/trace.ts";
import type { Mark, RecordedRun } from "./recorded.ts";
import { afterMark, afterRecord, beginning, type RunState } from "./state.ts";

/** What happened: something was recorded, or code reached a line. */
export type StepEvent = TraceRecord | ({ readonly type: "line" } & Mark);

/** One thing that happened, and all that is known once it has. */
export interface Step {
  readonly event: StepEvent;
  readonly state: RunState;
}

/**
 * A run step by step: each record and each line once, in the order in which they happened. A pure function of
 * what was recorded; times never decrease.
 */
export function stepsOf(run: RecordedRun): readonly Step[] {
  let state = beginning(run.records);
  return eventsOf(run).map((event) => {
    state = event.type === "line" ? afterMark(state, event) : afterRecord(state, event);
    return { event, state };
  });
}

/** A mark says how many records came before it. */
function eventsOf({ records, marks }: RecordedRun): readonly StepEvent[] {
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
