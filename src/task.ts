import { awaitInTask, type Cancellable } from "./await-in-task.ts";
import { Awaitable } from "./awaitable.ts";
import { currentTask, enterTurn } from "./context.ts";
import { CancelledError } from "./errors.ts";
import type { EventLoop } from "./loop.ts";
import type { TracedTask, Waker } from "./trace.ts";
import type { Interruptible, TaskControl } from "./wait.ts";

/** Where a task stands: not started, started, or ended in one of three ways. */
export type TaskState = "created" | "running" | "returned" | "threw" | "cancelled";

/** An async function being run by an event loop. Await it for its result; as often as you like. */
export class Task<T> extends Awaitable<T> implements Cancellable {
  readonly [Symbol.toStringTag] = "Task";
  /** Settles with the task. Awaiting this instead of the task neither is recorded nor passes on a cancellation. */
  readonly outcome: Promise<T>;
  readonly #traced: TracedTask;
  readonly #body: () => PromiseLike<T>;
  readonly #loop: EventLoop;
  readonly #waits = new Set<Interruptible>();
  readonly #whenDone: (() => void)[] = [];
  #settle!: { resolve(value: T): void; reject(error: unknown): void };
  #state: TaskState = "created";
  #cancelling = 0;
  #undelivered: CancelledError | undefined;
  #interrupted = false;
  #isPassingOn = false;

  /** Made by `EventLoop.createTask`. */
  constructor(loop: EventLoop, name: string, body: () => PromiseLike<T>) {
    super();
    this.#loop = loop;
    this.#body = body;
    this.#traced = loop.trace.create(name, this.#control());
    this.outcome = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  get name(): string {
    return this.#traced.name;
  }

  /** Its number in the trace. */
  get id(): number {
    return this.#traced.id;
  }

  get state(): TaskState {
    return this.#state;
  }

  /** Whether it has returned, thrown, or been cancelled. */
  get done(): boolean {
    return this.#state !== "created" && this.#state !== "running";
  }

  /**
   * Asks the task to stop: CancelledError is thrown inside it, where it waits; if it waits for another
   * task, that one is cancelled. If it does not wait now, the error is thrown at its next wait, and if
   * there is none it ends with its value. Before its start it will not run at all. Returns whether
   * this did anything: false once it is done. Follows `asyncio.Task.cancel`, with Trio's rule that
   * what has succeeded stays succeeded. `by` says in the trace who asks: the current task if left out.
   */
  cancel(reason?: unknown, by: Waker = currentTask()?.id): boolean {
    // Asked again by itself: the tasks wait for each other in a circle, and the last one has to stop.
    if (this.done || this.#isPassingOn) return false;
    this.#cancelling += 1;
    if (this.#interrupted) return true; // one CancelledError is on its way already
    const error = new CancelledError(reason);
    if (this.#waits.size === 0) {
      this.#undelivered = error;
      return true;
    }
    this.#isPassingOn = true;
    for (const wait of [...this.#waits]) wait.interrupt(error, by);
    this.#isPassingOn = false;
    this.#interrupted = this.#waits.size === 0;
    return true;
  }

  /** How often it was asked to stop, less how often `uncancel` was called. */
  cancelling(): number {
    return this.#cancelling;
  }

  /** Takes back one `cancel`. At 0 a cancellation that was not delivered yet is dropped. Returns what `cancelling` does. */
  uncancel(): number {
    if (this.#cancelling > 0) this.#cancelling -= 1;
    if (this.#cancelling === 0) this.#undelivered = undefined;
    return this.#cancelling;
  }

  /** Calls back, in a turn of its own, once the task is done; soon if it is done already. */
  addDoneCallback(callback: (task: this) => void): void {
    if (this.done) this.#loop.clock.callSoon(() => callback(this));
    else this.#whenDone.push(() => callback(this));
  }

  /** Called by the loop, once. */
  start(): void {
    const cancelled = this.#undelivered;
    if (cancelled) return this.#end("cancelled", cancelled);
    this.#state = "running";
    enterTurn(this.#traced);
    void this.#run();
  }

  then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return awaitInTask(this, this.name).then(onReturn, onThrow);
  }

  async #run(): Promise<void> {
    try {
      const value = await this.#traced.trace.start(this.#traced, this.#body);
      this.#end("returned", value);
    } catch (error) {
      this.#end(error instanceof CancelledError ? "cancelled" : "threw", error);
    }
  }

  #end(state: "returned", value: T): void;
  #end(state: "threw" | "cancelled", error: unknown): void;
  #end(state: TaskState, outcome: unknown): void {
    this.#state = state;
    if (state === "returned") this.#settle.resolve(outcome as T);
    else this.#settle.reject(outcome);
    // To be cancelled is no mistake that somebody has to hear of.
    if (state === "cancelled") this.outcome.catch(() => {});
    for (const callback of this.#whenDone) this.#loop.clock.callSoon(callback);
  }

  #control(): TaskControl {
    return {
      cancel: (reason, by) => this.cancel(reason, by),
      cancelling: () => this.cancelling(),
      uncancel: () => this.uncancel(),
      loop: this.#loop,
      clock: this.#loop.clock,
      takeCancellation: () => {
        const error = this.#undelivered;
        this.#undelivered = undefined;
        return error;
      },
      waitBegan: (wait) => this.#waits.add(wait),
      waitEnded: (wait) => this.#waits.delete(wait),
      inOwnTurn: (callback) =>
        this.#loop.clock.callSoon(() => {
          this.#interrupted = false;
          enterTurn(this.#traced);
          callback();
        }),
    };
  }
}
