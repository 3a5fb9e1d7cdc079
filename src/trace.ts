import type { Clock } from "./clock.ts";
import { asProgram, currentTask, runAs, taskEnded, taskStarted } from "./context.ts";
import { host } from "./host.ts";
import type { TraceRecord, Waker } from "./trace-record.ts";
import { describe, type Wait } from "./wait-kinds.ts";
import type { TaskControl } from "./wait.ts";

/** A task while it runs: what `currentTask()` gives. */
export interface TracedTask {
  readonly id: number;
  readonly name: string;
  readonly trace: Trace;
  /** For tasks of an event loop. */
  readonly control?: TaskControl | undefined;
}

type WithoutTime<R> = R extends unknown ? Omit<R, "at"> : never;

/**
 * Records what tasks do: who ran, slept or waited for what, from when to when, and who woke them.
 * Metrics and figures are computed from the records and from nothing else.
 */
export class Trace {
  /** What happened, in order. */
  readonly records: TraceRecord[] = [];
  /** Whose time the records carry. */
  readonly clock: Clock;
  readonly #names: string[] = [];
  readonly #open = new Map<number, { readonly task: number; readonly what: Wait }>();
  readonly #items = new Map<unknown, number>();
  readonly #recording: boolean;
  #waits = 0;

  /** Without `recording` it keeps no records: for programs that run for days, in which nobody will look. */
  constructor(clock: Clock, { recording = true }: { readonly recording?: boolean } = {}) {
    this.clock = clock;
    this.#recording = recording;
    if (recording) host.interleaveWatcher?.traced(this, currentTask);
  }

  /** Runs a program as the task "main" and returns what it returns. A deadlock says which tasks wait for what. */
  run<T>(main: () => PromiseLike<T>): Promise<T> {
    const blocked = () => this.blocked();
    return asProgram(() => this.clock.run(() => this.task("main", main), { blocked }));
  }

  /**
   * Calls `body` at once, as a task of this name, and returns what it returns. The task has ended
   * when body returns, or, if that is a promise, when the promise settles.
   */
  task<T>(name: string, body: () => T): T {
    return this.start(this.create(name), body);
  }

  /** Starts a task that was created. @internal */
  start<T>(task: TracedTask, body: () => T): T {
    this.started(task);
    try {
      const result = runAs(task, body);
      if (!isPromiseLike(result)) this.ended(task, false);
      else watch(result, (failed) => this.ended(task, failed));
      return result;
    } catch (error) {
      this.ended(task, true);
      throw error;
    }
  }

  /** Numbers a task that will start later. @internal */
  create(name: string, control?: TaskControl): TracedTask {
    const task = { id: this.#names.length, name, trace: this, control };
    this.#names.push(name);
    const parent = currentTask();
    const what = { type: "task-created", task: task.id, name } as const;
    this.record(parent?.trace === this ? { ...what, parent: parent.id } : what);
    return task;
  }

  /** Records that a task which was created has started. @internal */
  started(task: TracedTask): void {
    taskStarted();
    this.record({ type: "task-started", task: task.id });
  }

  /** Records that a task which has started is done. @internal */
  ended(task: TracedTask, failed: boolean, cancelled = false): void {
    const what = { type: "task-ended", task: task.id, failed } as const;
    this.record(cancelled ? { ...what, cancelled } : what);
    taskEnded();
  }

  /** One line for each task that waits and whom no clock will wake: its name and what it waits for. */
  blocked(): string[] {
    return [...this.#open.values()].map(
      ({ task, what }) => `${this.#names[task] ?? ""} waits for ${describe(what)}`,
    );
  }

  /** Adds a record, stamped with the clock's time. */
  record(what: WithoutTime<TraceRecord>): void {
    if (this.#recording) this.records.push({ at: this.clock.now(), ...what });
  }

  /** Records that a task waits. What it returns records the end of the wait. @internal */
  waitBegan(task: TracedTask, what: Wait): (by?: Waker) => void {
    const wait = this.#waits++;
    this.#open.set(wait, { task: task.id, what });
    this.record({ type: "wait-began", task: task.id, wait, for: what });
    return (by) => {
      this.#open.delete(wait);
      this.record({ type: "wait-ended", task: task.id, wait, by });
    };
  }

  /** The number of an item that was made in a task of this trace; undefined for any other. @internal */
  knownNumberOf(item: unknown): number | undefined {
    return this.#items.get(item);
  }

  /** The number of an item, the same for the same object. */
  numberOf(item: object): number {
    const number = this.#items.get(item) ?? this.#items.size;
    this.#items.set(item, number);
    return number;
  }
}

/** If the current task is traced: records that it holds the thread for `ms` milliseconds from now. */
export function noteBusy(ms: number): void {
  const task = currentTask();
  task?.trace.record({ type: "busy", task: task.id, ms });
}

/** Records that a task put an item into a queue, or got one. */
export function noteQueue(
  type: "put" | "got",
  { name: queue, size }: { readonly name: string; readonly size: number },
  { id: task, trace }: TracedTask,
  item: unknown,
): void {
  const number = trace.knownNumberOf(item);
  const what = { type, task, queue, size };
  trace.record(number === undefined ? what : { ...what, item: number });
}

/** If the current task is traced: records that it has made an item, or starts to process it. */
export function noteItem(type: "made" | "processed", item: object): void {
  const task = currentTask();
  task?.trace.record({ type, task: task.id, item: task.trace.numberOf(item) });
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
}

function watch(promise: PromiseLike<unknown>, end: (failed: boolean) => void): void {
  void promise.then(
    () => end(false),
    () => end(true),
  );
}
