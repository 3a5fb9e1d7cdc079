import type { WaitOptions } from "./wait.ts";

/**
 * Where a program takes its time from. A program that is given a clock, instead of reaching for
 * `Date.now` and `setTimeout`, can really wait, or live through 30 seconds in a few milliseconds.
 */
export interface Clock {
  /** Milliseconds since this clock was made, exact to a microsecond. */
  now(): number;

  /**
   * Lets others run for `ms` milliseconds (0 or more; otherwise it rejects with RangeError). Rejects
   * with the signal's reason if that is aborted first. The counterpart of `asyncio.sleep`.
   */
  sleep(ms: number, options?: WaitOptions): Promise<void>;

  /** Holds the thread for `ms` milliseconds: nobody else runs. The counterpart of `time.sleep`. */
  sleepSync(ms: number): void;

  /** Calls back in a turn of its own, as soon as what runs now has come to rest. */
  callSoon(callback: () => void): void;

  /** Calls back after `ms` milliseconds; equal instants in the order of asking. */
  callLater(ms: number, callback: () => void, options?: TimerOptions): Timer;

  /** Runs a whole program and returns what it returns. A simulated clock rejects with DeadlockError if it can never end. */
  run<T>(main: () => PromiseLike<T>, options?: RunOptions): Promise<T>;
}

/** What `Clock.run` can be told about the program it runs. */
export interface RunOptions {
  /** Says who is still waiting, and for what: one line each. Asked only if there is a deadlock. */
  readonly blocked?: () => readonly string[];
}

/** What `Clock.callLater` can be told about a timer. */
export interface TimerOptions {
  /**
   * A timer that only accompanies others: it does not keep a program alive, and a simulated clock
   * does not move for its sake. (A heartbeat would otherwise beat for ever, once nobody else is left.)
   */
  readonly background?: boolean;
}

/** What `Clock.callLater` gives. */
export interface Timer {
  /** The callback will not be called. Does nothing if it was called already. */
  cancel(): void;
}

/** Whole microseconds: in floating-point milliseconds 0.1 + 0.2 would miss 0.3. */
export function toMicroseconds(ms: number): number {
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`a duration must be a number of milliseconds, 0 or more, got ${ms}`);
  }
  return Math.round(ms * 1000);
}
