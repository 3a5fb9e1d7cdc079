import { describe } from "../../../src/wait-kinds.ts";
import {
  itemOf,
  type ItemState,
  type OpenWait,
  type QueueState,
  type RunState,
  type TaskState,
} from "./state.ts";
import type { Step, StepEvent } from "./steps.ts";

/** Milliseconds as the lecture prints them. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What happened at a step, in a sentence without its full stop. */
export function eventText({ event, state }: Step): string {
  switch (event.type) {
    case "line":
      return `${runnerName(state)}: line ${event.line}`;
    case "task-created":
      return `${event.name} is created`;
    case "task-started":
      return `${nameOf(state, event.task)} starts`;
    case "task-ended":
      return `${nameOf(state, event.task)} ${event.failed ? "has failed" : "has returned"}`;
    case "wait-began":
      return `${nameOf(state, event.task)} ${beginsTo(event)}`;
    case "wait-ended":
      return `${wakerOf(state, event.by)} ${nameOf(state, event.task)}`;
    case "busy":
      return `${nameOf(state, event.task)} holds the thread for ${seconds(event.ms)}`;
    case "put":
      return `${nameOf(state, event.task)} puts ${itemText(state, event.item)} into ${event.queue}`;
    case "got":
      return `${nameOf(state, event.task)} gets ${itemText(state, event.item)} from ${event.queue}`;
    case "made":
      return `${nameOf(state, event.task)} makes ${itemText(state, event.item)}`;
    case "processed":
      return `${nameOf(state, event.task)} takes up ${itemText(state, event.item)}${afterWaiting(state)}`;
  }
}

/** Who runs, by name. */
export function runnerName(state: RunState): string {
  if (state.running === "cell") return "the cell";
  return state.running === undefined ? "nobody" : nameOf(state, state.running);
}

/** Where a task stands, and what it waits for. */
export function standingText({ standing, waits, holdsUntil }: TaskState): string {
  switch (standing) {
    case "created":
      return "has not started";
    case "running":
      return holdsUntil === undefined ? "runs" : `holds the thread until ${seconds(holdsUntil)}`;
    case "ready":
      return "is ready to go on";
    case "suspended":
      return "is suspended at an await";
    case "waiting":
      return waits.map(waitText).join(", ");
    case "returned":
      return "has returned";
    case "failed":
      return "has failed";
  }
}

/** "1", or "2·1" for the first item of producer 2, where several tasks make items. "?" if no traced task made it. */
export function itemLabel(state: RunState, item: ItemState | undefined): string {
  if (item === undefined) return "?";
  if (!state.severalMake) return String(item.ordinal);
  const name = nameOf(state, item.madeBy);
  return `${/\d+$/.exec(name)?.[0] ?? name}·${item.ordinal}`;
}

/** What the stepper shows as boxes: the queues; without one, what was made and is not yet taken up. */
export function contentOf({ queues, unprocessed }: RunState): readonly QueueState[] {
  return queues.length > 0 ? queues : [{ queue: "not yet taken up", items: unprocessed }];
}

/** The name of a task. */
export function nameOf({ tasks }: RunState, task: number): string {
  return tasks.find((one) => one.task === task)?.name ?? `task ${task}`;
}

function beginsTo({ for: what }: StepEvent & { readonly type: "wait-began" }): string {
  if (what.kind === "sleep") return `goes to sleep for ${seconds(what.ms)}`;
  return `begins to wait for ${describe(what)}`;
}

function waitText({ for: what, since }: OpenWait): string {
  if (what.kind === "sleep") return `sleeps until ${seconds(since + what.ms)}`;
  return `waits for ${describe(what)}`;
}

function wakerOf(state: RunState, by: "clock" | number | undefined): string {
  if (by === "clock") return "the clock wakes";
  return by === undefined ? "over is the wait of" : `${nameOf(state, by)} wakes`;
}

function itemText(state: RunState, number: number | undefined): string {
  const item = itemOf(state, number);
  if (!item) return "an item";
  const of = state.severalMake ? ` of ${nameOf(state, item.madeBy)}` : "";
  return `item ${item.ordinal}${of}`;
}

function afterWaiting({ responses }: RunState): string {
  const last = responses.at(-1);
  return last ? `, ${seconds(last.ms)} after it was made` : "";
}
