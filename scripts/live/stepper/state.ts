import type { TraceRecord } from "../../../src/trace-record.ts";
import type { Wait } from "../../../src/wait-kinds.ts";
import type { Mark, Place } from "./recorded.ts";

/** Where a task stands. "suspended": at an await, and the trace does not say what for; "ready": its wait is over, others run. */
export type Standing =
  "created" | "running" | "ready" | "suspended" | "waiting" | "returned" | "failed";

/** A wait that has not ended. */
export interface OpenWait {
  readonly wait: number;
  readonly for: Wait;
  /** When it began, in milliseconds. */
  readonly since: number;
}

export interface TaskState {
  readonly task: number;
  readonly name: string;
  readonly standing: Standing;
  /** What it waits for, in the order of beginning; mostly one thing. */
  readonly waits: readonly OpenWait[];
  /** The line that it reached last; undefined as long as it reached none. */
  readonly place: Place | undefined;
  /** Until when it holds the thread, in milliseconds; undefined when it does not. */
  readonly holdsUntil: number | undefined;
}

/** Something that was made: the `ordinal`-th of the task that made it, from 1. */
export interface ItemState {
  readonly item: number;
  readonly madeBy: number;
  readonly madeAt: number;
  readonly ordinal: number;
}

/** What is inside, the next to leave first. An item that no traced task made is known to be there, and no more: undefined. */
export interface QueueState {
  readonly queue: string;
  readonly items: readonly (ItemState | undefined)[];
}

/** How long an item waited from being made until its processing began, in milliseconds. */
export interface ResponseState {
  readonly item: ItemState;
  readonly ms: number;
}

/** All that is known of a run at one moment. */
export interface RunState {
  /** In milliseconds. */
  readonly at: number;
  /** Whose code runs: a task, the cell's own code, or nobody's that reports. */
  readonly running: number | "cell" | undefined;
  /** The line that the cell's own code reached last. */
  readonly cellPlace: Place | undefined;
  readonly tasks: readonly TaskState[];
  readonly queues: readonly QueueState[];
  /** Made, and its processing has not begun; in the order of being made. */
  readonly unprocessed: readonly ItemState[];
  readonly responses: readonly ResponseState[];
  /** Whether in the whole run more than one task makes items. */
  readonly severalMake: boolean;
}

/** Before anything has happened: which queues there will be, and whether more than one task will make items. */
export function beginning(records: readonly TraceRecord[]): RunState {
  const queues = records.flatMap((one) => (one.type === "put" ? [one.queue] : []));
  const makers = records.flatMap((one) => (one.type === "made" ? [one.task] : []));
  return {
    at: 0,
    running: undefined,
    cellPlace: undefined,
    tasks: [],
    queues: [...new Set(queues)].map((queue) => ({ queue, items: [] })),
    unprocessed: [],
    responses: [],
    severalMake: new Set(makers).size > 1,
  };
}

/** The state after a line was reached. */
export function afterMark(state: RunState, { at, task, cell, line }: Mark): RunState {
  const place = { cell, line };
  if (task === undefined) return { ...turnTo({ ...state, at }, "cell"), cellPlace: place };
  return withTask(turnTo({ ...state, at }, task), task, { place });
}

/** The state after something was recorded. */
export function afterRecord(before: RunState, record: TraceRecord): RunState {
  const state = { ...before, at: record.at };
  switch (record.type) {
    case "task-created":
      return { ...state, tasks: [...state.tasks, newTask(record)] };
    case "task-started":
      return turnTo(state, record.task);
    case "task-ended":
      return ended(state, record.task, record.failed);
    case "wait-began":
      return waitBegan(state, record);
    case "wait-ended":
      return waitEnded(state, record);
    case "busy":
      return withTask(turnTo(state, record.task), record.task, {
        holdsUntil: record.at + record.ms,
      });
    case "put":
      return withQueue(state, record.queue, (items) => [...items, itemOf(before, record.item)]);
    case "got":
      return withQueue(state, record.queue, (items) => without(items, record.item));
    case "made":
      return made(turnTo(state, record.task), record);
    case "processed":
      return processed(turnTo(state, record.task), record);
  }
}

type Of<T extends TraceRecord["type"]> = Extract<TraceRecord, { readonly type: T }>;
type OfItem = Extract<TraceRecord, { readonly item: number; readonly type: "made" | "processed" }>;

function newTask({ task, name }: Of<"task-created">): TaskState {
  return {
    task,
    name,
    standing: "created",
    waits: [],
    place: undefined,
    holdsUntil: undefined,
  };
}

/** One runs at a time: who ran before has come to an await, or called the one who runs now. */
function turnTo(state: RunState, running: RunState["running"]): RunState {
  if (state.running === running) {
    return typeof running !== "number"
      ? state
      : withTask(state, running, { holdsUntil: undefined });
  }
  const tasks = state.tasks.map((one) => {
    if (one.task === running) return { ...one, standing: "running" as const };
    if (one.standing !== "running") return one;
    return { ...one, standing: paused(one.waits), holdsUntil: undefined };
  });
  return { ...state, running, tasks };
}

const paused = (waits: readonly OpenWait[]): Standing =>
  waits.length > 0 ? "waiting" : "suspended";

function waitBegan(state: RunState, { at, task, wait, for: what }: Of<"wait-began">): RunState {
  const waits = [...taskOf(state, task).waits, { wait, for: what, since: at }];
  const standing = "waiting";
  return withTask({ ...state, running: undefined }, task, {
    waits,
    standing,
    holdsUntil: undefined,
  });
}

function waitEnded(before: RunState, { task, wait, by }: Of<"wait-ended">): RunState {
  // The clock wakes in a turn of its own: whoever ran has come to an await.
  const state = by === "clock" ? turnTo(before, undefined) : before;
  const own = taskOf(state, task);
  const waits = own.waits.filter((one) => one.wait !== wait);
  // It waits on, if for several things; and who runs meanwhile goes on running.
  const isOver = waits.length === 0 && own.standing === "waiting";
  return withTask(state, task, { waits, ...(isOver ? { standing: "ready" } : {}) });
}

function ended(state: RunState, task: number, failed: boolean): RunState {
  const running = state.running === task ? undefined : state.running;
  const standing = failed ? "failed" : "returned";
  return withTask({ ...state, running }, task, { standing, waits: [], holdsUntil: undefined });
}

function made(state: RunState, { at, task, item }: OfItem): RunState {
  const isOwn = ({ madeBy }: ItemState): boolean => madeBy === task;
  const taken = state.responses.filter((one) => isOwn(one.item)).length;
  const ordinal = 1 + taken + state.unprocessed.filter(isOwn).length;
  const fresh = { item, madeBy: task, madeAt: at, ordinal };
  return { ...state, unprocessed: [...state.unprocessed, fresh] };
}

function processed(state: RunState, { at, item }: OfItem): RunState {
  const found = state.unprocessed.find((one) => one.item === item);
  if (!found) return state; // made outside of the trace: nobody knows since when it waits
  const ms = Math.round((at - found.madeAt) * 1000) / 1000;
  return {
    ...state,
    unprocessed: state.unprocessed.filter((one) => one !== found),
    responses: [...state.responses, { item: found, ms }],
  };
}

/** What is known of an item by its number; undefined if no task of the trace has made it. */
export function itemOf(
  { unprocessed, responses }: RunState,
  number: number | undefined,
): ItemState | undefined {
  const waiting = unprocessed.find((one) => one.item === number);
  return waiting ?? responses.find((one) => one.item.item === number)?.item;
}

function without(
  items: readonly (ItemState | undefined)[],
  item: number | undefined,
): readonly (ItemState | undefined)[] {
  const gone = items.findIndex((one) => one?.item === item);
  return items.filter((_, index) => index !== gone);
}

function withQueue(
  state: RunState,
  queue: string,
  change: (items: QueueState["items"]) => QueueState["items"],
): RunState {
  const queues = state.queues.map((one) => {
    return one.queue === queue ? { queue, items: change(one.items) } : one;
  });
  return { ...state, queues };
}

function taskOf({ tasks }: RunState, task: number): TaskState {
  const found = tasks.find((one) => one.task === task);
  if (!found)
    throw new RangeError(`a task must be created before it does anything, got task ${task}`);
  return found;
}

function withTask(state: RunState, task: number, change: Partial<TaskState>): RunState {
  const own = taskOf(state, task);
  return {
    ...state,
    tasks: state.tasks.map((one) => (one === own ? { ...one, ...change } : one)),
  };
}
