import type { Clock } from "./clock.ts";
import { currentTask, enterTurn } from "./context.ts";
import type { Signal } from "./host.ts";
import type { EventLoop } from "./loop.ts";
import type { Task } from "./task.ts";
import type { Waker } from "./trace-record.ts";
import type { TracedTask } from "./trace.ts";
import type { Wait } from "./wait-kinds.ts";

/** What every call that may wait can be given. */
export interface WaitOptions {
  /** Ends the wait when it is aborted: the call rejects with the signal's reason, and has had no effect. */
  readonly signal?: Signal | undefined;
}

/** A wait that cancelling its task can end. */
export interface Interruptible {
  interrupt(error: Error, by: Waker): void;
}

/** What an event loop's task offers to the waits inside it. */
export interface TaskControl extends Pick<Task<unknown>, "cancelling" | "uncancel"> {
  readonly loop: EventLoop;
  readonly clock: Clock;
  /** What `Task.cancel` does; `by` says in the trace who asks. */
  cancel(reason?: unknown, by?: Waker): boolean;
  /** The cancellation that has not been delivered yet; taken, so that it is thrown once. */
  takeCancellation(): Error | undefined;
  waitBegan(wait: Interruptible): void;
  waitEnded(wait: Interruptible): void;
  /** Calls back in a turn of the task's own. */
  inOwnTurn(callback: () => void): void;
}

/** Why a wait must not begin: its signal was aborted, or its task was cancelled while it did not wait. */
export function refusal(options: WaitOptions | undefined): Error | undefined {
  if (options?.signal?.aborted) return options.signal.reason as Error;
  return currentTask()?.control?.takeCancellation();
}

/** A task of an event loop. */
export interface LoopTask extends TracedTask {
  readonly control: TaskControl;
}

/** The event loop's task that runs now. Throws Error if there is none, naming who needs it. */
export function currentLoopTask(neededBy: string): LoopTask {
  const task = currentTask();
  if (!task?.control) throw new Error(`${neededBy} must run inside a task of an event loop`);
  return task as LoopTask;
}

/** A place in a list that can be left from the middle. */
export interface Link {
  previous: Link | undefined;
  next: Link | undefined;
}

/** Where a waiter is kept until it is woken: whoever is interrupted is removed from there. */
export interface WaitingPlace {
  remove(waiter: Link): void;
}

/**
 * One wait of one caller: from the call until it succeeds, or is interrupted by an abort or a
 * cancellation, whichever comes first. What has succeeded stays succeeded (Trio's rule): a
 * cancellation that comes after that is thrown at the task's next wait.
 */
export class Waiter<T> implements Link, Interruptible {
  previous: Link | undefined;
  next: Link | undefined;
  readonly task: TracedTask | undefined;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: Error) => void;
  /** Only where somebody can interrupt the wait, or wants to hear of it. */
  #watch: Watch | undefined;

  constructor(resolve: (value: T) => void, reject: (error: Error) => void) {
    this.task = currentTask();
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** From now on it can be interrupted, which takes it away from `place`: from where it would be woken. */
  begin(what: Wait, place: WaitingPlace, options?: WaitOptions): void {
    const signal = options?.signal;
    if (this.task || signal) this.#watch = new Watch(this, what, place, signal);
  }

  /** Ends the wait with a value. A task of an event loop goes on in a turn of its own. */
  succeed(value: T, by: Waker): void {
    this.#watch?.end(this, by);
    const control = this.task?.control;
    if (control) control.inOwnTurn(() => this.#resolve(value));
    else this.#resolve(value);
  }

  /** Ends the wait with a value, from a timer: its turn belongs to nobody else. */
  succeedInThisTurn(value: T): void {
    this.#watch?.end(this, "clock");
    enterTurn(this.task);
    this.#resolve(value);
  }

  /** Ends the wait with an error; the waiter has been taken away from its place already. */
  fail(error: Error, by: Waker): void {
    this.#watch?.end(this, by);
    const control = this.task?.control;
    if (control) control.inOwnTurn(() => this.#reject(error));
    else this.#reject(error);
  }

  interrupt(error: Error, by: Waker): void {
    this.#watch?.place.remove(this);
    this.fail(error, by);
  }
}

/** What only those need who can be interrupted, or are part of a task. */
class Watch {
  readonly place: WaitingPlace;
  readonly #signal: Signal | undefined;
  readonly #abort: (() => void) | undefined;
  readonly #woken: ((by?: Waker) => void) | undefined;

  constructor(
    waiter: Interruptible & { readonly task: TracedTask | undefined },
    what: Wait,
    place: WaitingPlace,
    signal: Signal | undefined,
  ) {
    this.place = place;
    this.#signal = signal;
    this.#abort = signal && (() => waiter.interrupt(signal.reason as Error, currentTask()?.id));
    if (this.#abort) signal?.addEventListener("abort", this.#abort);
    this.#woken = waiter.task?.trace.waitBegan(waiter.task, what);
    waiter.task?.control?.waitBegan(waiter);
  }

  end(waiter: Interruptible & { readonly task: TracedTask | undefined }, by: Waker): void {
    if (this.#abort) this.#signal?.removeEventListener("abort", this.#abort);
    this.#woken?.(by);
    waiter.task?.control?.waitEnded(waiter);
  }
}

/** Who waits for the same thing, first come first served. Anyone may leave at any time, in one step. */
export class WaitList<W extends Link> {
  #first: W | undefined;
  #last: W | undefined;

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  push(waiter: W): void {
    waiter.previous = this.#last;
    if (this.#last) this.#last.next = waiter;
    else this.#first = waiter;
    this.#last = waiter;
  }

  /** Takes out the one who has waited longest. */
  shift(): W | undefined {
    const first = this.#first;
    if (!first) return undefined;
    const next = first.next as W | undefined;
    this.#first = next;
    if (next) next.previous = undefined;
    else this.#last = undefined;
    first.next = undefined;
    return first;
  }

  /** Takes out all of them, longest waiting first. */
  *all(): Generator<W, void> {
    for (let one = this.shift(); one; one = this.shift()) yield one;
  }

  remove(waiter: Link): void {
    const { previous, next } = waiter;
    if (previous) previous.next = next;
    else this.#first = next as W | undefined;
    if (next) next.previous = previous;
    else this.#last = previous as W | undefined;
    waiter.previous = undefined;
    waiter.next = undefined;
  }
}
