import { sum } from "./stats.ts";
import type { TraceRecord } from "./trace-record.ts";
import type { Trace } from "./trace.ts";
import { describe, type Wait } from "./wait-kinds.ts";

/** What a task does in a stretch of time. "running" means that it holds the thread: nobody else can run. */
export type LaneState = "running" | "sleeping" | "waiting" | "waiting for room";

/** A stretch of a task’s time, in milliseconds, in which it did one thing. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly state: LaneState;
  /** In words: "an item in data". Empty while running. */
  readonly what: string;
}

/** What a task is there for: known by what it does with items. */
export type Role = "producer" | "consumer" | "other";

/** What one task did over time. */
export interface Lane {
  readonly task: number;
  readonly name: string;
  readonly role: Role;
  readonly segments: readonly Segment[];
}

/** An item's way from the task that made it to the task that processed it. Times in milliseconds. */
export interface ItemPath {
  readonly item: number;
  readonly madeBy: number;
  readonly madeAt: number;
  readonly processedBy: number;
  readonly processedAt: number;
}

/** A quantity that jumps: `value` holds from `at` until the next step. */
export interface Step {
  readonly at: number;
  readonly value: number;
}

/** A lane for each task that ever took time or waited, in the order of creation. Waits that have not ended last until `until`. */
export function lanesOf(trace: Trace, until = endOf(trace)): Lane[] {
  const records = new Map<number, TraceRecord[]>();
  const lanes: { readonly task: number; readonly name: string }[] = [];
  for (const record of trace.records) {
    const { task } = record;
    if (record.type === "task-created") lanes.push({ task, name: record.name });
    const own = records.get(task);
    if (own) own.push(record);
    else records.set(task, [record]);
  }
  return lanes
    .map(({ task, name }) => {
      const own = records.get(task) ?? [];
      return { task, name, role: roleOf(own), segments: segmentsOf(own, until) };
    })
    .filter((lane) => lane.segments.length > 0);
}

/** When the last thing happened, in milliseconds. */
export function endOf(trace: Trace): number {
  return trace.records.reduce(
    (end, record) => Math.max(end, record.at + (record.type === "busy" ? record.ms : 0)),
    0,
  );
}

/** The items that were made and processed, in the order of processing. */
export function itemPaths(trace: Trace): ItemPath[] {
  const made = new Map<number, TraceRecord & { readonly type: "made" | "processed" }>();
  const paths: ItemPath[] = [];
  for (const record of trace.records) {
    if (record.type === "made") made.set(record.item, record);
    if (record.type !== "processed") continue;
    const { item, task: processedBy, at: processedAt } = record;
    const origin = made.get(item);
    if (origin) {
      paths.push({ item, madeBy: origin.task, madeAt: origin.at, processedBy, processedAt });
    }
  }
  return paths;
}

/** How many items were made and not yet taken up, over time: in the list or queue, or held by a producer that waits for room. */
export function backlog(trace: Trace): Step[] {
  const steps: Step[] = [];
  let value = 0;
  for (const record of trace.records) {
    if (record.type !== "made" && record.type !== "processed") continue;
    value += record.type === "made" ? 1 : -1;
    if (steps.at(-1)?.at === record.at) steps.pop(); // only what an instant comes to can be seen
    steps.push({ at: record.at, value });
  }
  return steps;
}

/** For how many milliseconds at least one of the segments lasts: a task may wait for several others at once. */
export function covered(segments: readonly Segment[]): number {
  let until = 0;
  return sum(
    [...segments]
      .sort((a, b) => a.from - b.from)
      .map(({ from, to }) => {
        const added = Math.max(0, to - Math.max(from, until));
        until = Math.max(until, to);
        return added;
      }),
  );
}

function roleOf(records: readonly TraceRecord[]): Role {
  if (records.some((record) => record.type === "made")) return "producer";
  return records.some((record) => record.type === "processed") ? "consumer" : "other";
}

function segmentsOf(records: readonly TraceRecord[], until: number): Segment[] {
  const segments: Segment[] = [];
  const endOfWait = new Map<number, number>();
  for (const record of records) {
    if (record.type === "wait-ended") endOfWait.set(record.wait, record.at);
  }
  for (const record of records) {
    if (record.type === "busy") {
      segments.push({ from: record.at, to: record.at + record.ms, state: "running", what: "" });
    }
    if (record.type !== "wait-began") continue;
    const to = endOfWait.get(record.wait) ?? until;
    if (to > record.at) {
      segments.push({
        from: record.at,
        to,
        state: stateOf(record.for),
        what: describe(record.for),
      });
    }
  }
  return segments;
}

function stateOf(wait: Wait): LaneState {
  if (wait.kind === "sleep") return "sleeping";
  return wait.kind === "room" ? "waiting for room" : "waiting";
}
