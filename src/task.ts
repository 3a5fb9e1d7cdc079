import { awaitInTask, type Cancellable } from "./await-in-task.ts";
import { Awaitable } from "./awaitable.ts";
import { currentTask, enterTurn, runAs } from "./context.ts";
import { CancelledError } from "./errors.ts";
import type { EventLoop } from "./loop.ts";
import { LoopTaskControl } from "./task-control.ts";
import type { Waker } from "./trace-record.ts";

/** Where a task stands: not started, started, or ended in one of three ways. */
export type TaskState = "created" | "running" | "returned" | "threw" | "cancelled";

/** An async function being run by an event loop. Await it for its result; as often as you like. */
export class Task<T> extends Awaitable<T> implements Cancellable {
  readonly [Symbol.toStringTag] = "Task";
  /** Settles with the task. Awaiting this instead of the task neither is recorded nor passes on a cancellation. */
  readonly outcome: Promise<T>;
  readonly #control: LoopTaskControl;
  readonly #body: () => PromiseLike<T>;
  #settle!: { resolve(value: T): void; reject(error: unknown): void };
  #state: TaskState = "created";
  #whenDone: (() => void)[] | undefined = undefined;

  /** Made by `EventLoop.createTask`. @internal */
  constructor(loop: EventLoop, name: string, body: () => PromiseLike<T>) {
    super();
    this.#control = new LoopTaskControl(loop, name);
    this.#body = body;
    this.outcome = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  /** What traces and error messages call it. */
  get name(): string {
    return this.#control.traced.name;
  }

  /** Its number in the trace. */
  get id(): number {
    return this.#control.traced.id;
  }

  /** Where it stands. */
  get state(): TaskState {
    return this.#state;
  }

  /** Whether it has returned, thrown, or been cancelled. */
  get done(): boolean {
    return this.#control.done;
  }

  /**
   * Asks the task to stop: CancelledError is thrown inside it, where it waits; if it waits for another
   * task, that one is cancelled. If it does not wait now, the error is thrown at its next wait, and if
   * there is none it ends with its value. Before its start it will not run at all. Returns whether
   * this did anything: false once it is done. Follows `asyncio.Task.cancel`, with Trio's rule that
   * what has succeeded stays succeeded. `by` says in the trace who asks: the current task if left out.
   */
  cancel(reason?: unknown, by: Waker = currentTask()?.id): boolean {
    return this.#control.cancel(reason, by);
  }

  /** How often it was asked to stop, less how often `uncancel` was called. */
  cancelling(): number {
    return this.#control.cancelling();
  }

  /** Takes back one `cancel`. At 0 a cancellation that was not delivered yet is dropped. Returns what `cancelling` does. */
  uncancel(): number {
    return this.#control.uncancel();
  }

  /** Calls back, in a turn of its own, once the task is done; soon if it is done already. */
  addDoneCallback(callback: (task: this) => void): void {
    if (this.done) this.#control.clock.callSoon(() => callback(this));
    else (this.#whenDone ??= []).push(() => callback(this));
  }

  /** Called by the loop, once. @internal */
  start(): void {
    const cancelled = this.#control.takeCancellation();
    if (cancelled) return this.#end("cancelled", cancelled);
    this.#state = "running";
    const { traced } = this.#control;
    enterTurn(traced);
    traced.trace.started(traced);
    try {
      const running = Promise.resolve(runAs(traced, this.#body));
      running.then(
        (value) => this.#end("returned", value),
        (error: unknown) => this.#failed(error),
      );
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Awaited inside a task, it is recorded as a wait, and a cancellation of the one who waits is passed on. */
  then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return awaitInTask(this, this.name).then(onReturn, onThrow);
  }

  #failed(error: unknown): void {
    this.#end(error instanceof CancelledError ? "cancelled" : "threw", error);
  }

  #end(state: "returned", value: T): void;
  #end(state: "threw" | "cancelled", error: unknown): void;
  #end(state: TaskState, outcome: unknown): void {
    const { traced, clock } = this.#control;
    if (this.#state === "running") {
      traced.trace.ended(traced, state !== "returned", state === "cancelled");
    }
    this.#state = state;
    this.#control.done = true;
    if (state === "returned") this.#settle.resolve(outcome as T);
    else this.#settle.reject(outcome);
    // To be cancelled is no mistake that somebody has to hear of.
    if (state === "cancelled") this.outcome.catch(() => {});
    for (const callback of this.#whenDone ?? []) clock.callSoon(callback);
  }
}
