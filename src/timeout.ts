import type { Clock, Timer } from "./clock.ts";
import { CancelledError, TimeoutError } from "./errors.ts";
import { currentLoopTask, type TaskControl } from "./wait.ts";

/**
 * A deadline for part of a task: what is not done by then is cancelled inside, and is a TimeoutError
 * outside. `timeout` makes one and runs it. Follows `asyncio.Timeout`.
 */
export class Timeout {
  readonly #ms: number | undefined;
  #state: "new" | "running" | "expiring" | "expired" | "finished" = "new";
  #task: TaskControl | undefined;
  #when: number | undefined;
  #timer: Timer | undefined;

  /** `ms` is the time it leaves to its body, in milliseconds; without it there is no deadline. */
  constructor(ms?: number) {
    this.#ms = ms;
  }

  /** Whether the deadline has passed while the body was running. */
  get expired(): boolean {
    return this.#state === "expiring" || this.#state === "expired";
  }

  /** The deadline, on the clock of the event loop, in milliseconds; undefined if there is none. */
  get when(): number | undefined {
    return this.#when;
  }

  /**
   * Moves the deadline to `ms` milliseconds from now, or drops it. Throws Error if the body does not run
   * or the deadline has passed, and RangeError if `ms` is not finite.
   */
  reschedule(ms: number | undefined): void {
    if (this.#state === "new") throw new Error("this timeout does not run yet");
    if (this.#state !== "running" || !this.#task) throw new Error(`this timeout is ${this.#state}`);
    const { clock } = this.#task;
    const timer = ms === undefined ? undefined : callBack(clock, ms, () => this.#expire());
    this.#timer?.cancel();
    this.#timer = timer;
    this.#when = ms === undefined ? undefined : clock.now() + ms;
  }

  /**
   * Calls `body` and returns what it returns. At the deadline body is cancelled, as by `Task.cancel`,
   * but only body: when it has ended by that CancelledError, and nobody else has cancelled the task
   * meanwhile, this rejects with a TimeoutError whose cause it is. Otherwise it returns or throws what
   * body does. Rejects with RangeError if the time is not finite, and with Error outside of an event
   * loop's task, or when it is run again.
   */
  async run<T>(body: (timeout: Timeout) => PromiseLike<T>): Promise<T> {
    const task = this.#enter();
    const cancellingBefore = task.cancelling();
    try {
      this.reschedule(this.#ms);
      return await body(this);
    } catch (error) {
      const own = this.expired && task.cancelling() <= cancellingBefore + 1;
      if (!(own && error instanceof CancelledError)) throw error;
      throw new TimeoutError(this.#reason(), { cause: error });
    } finally {
      this.#leave(task, cancellingBefore);
    }
  }

  #enter(): TaskControl {
    if (this.#state !== "new") throw new Error("this timeout was run before: it runs once");
    this.#task = currentLoopTask("a timeout").control;
    this.#state = "running";
    return this.#task;
  }

  #expire(): void {
    this.#state = "expiring";
    this.#task?.cancel(this.#reason(), "clock");
  }

  #leave(task: TaskControl, cancellingBefore: number): void {
    this.#timer?.cancel();
    this.#state = this.expired ? "expired" : "finished";
    // A cancellation of its own that came too late for body must not reach the task's next wait.
    if (this.expired && task.uncancel() <= cancellingBefore) task.takeCancellation();
  }

  #reason(): string {
    return `the deadline at t = ${this.#when} ms has passed`;
  }
}

/**
 * Calls `body` and returns what it returns, if that takes at most `ms` milliseconds; without `ms` it may
 * take as long as it likes. Otherwise body is cancelled where it waits, and once it has cleaned up this
 * rejects with TimeoutError. No time at all (0 or less) ends body at its first wait. An error of
 * body's own, and a cancellation that comes from elsewhere, pass. Of nested timeouts that expire
 * together the outermost rejects with TimeoutError. What body is given can move the deadline.
 * Only inside an event loop's task. Follows `asyncio.timeout`.
 */
export function timeout<T>(
  ms: number | undefined,
  body: (timeout: Timeout) => PromiseLike<T>,
): Promise<T> {
  return new Timeout(ms).run(body);
}

/** Calls back after `ms` milliseconds; as soon as possible, and before any timer, if that is in the past. */
function callBack(clock: Clock, ms: number, callback: () => void): Timer {
  if (!(ms <= 0)) return clock.callLater(ms, callback);
  let cancelled = false;
  clock.callSoon(() => cancelled || callback());
  return { cancel: () => void (cancelled = true) };
}
