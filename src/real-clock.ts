import { type Clock, type Timer, type TimerOptions, toMicroseconds } from "./clock.ts";
import { enterTurn } from "./context.ts";
import { Deque } from "./deque.ts";
import { host } from "./host.ts";
import { sleepOn } from "./sleep.ts";
import { noteBusy } from "./trace.ts";
import { askAfterMicrotasks } from "./turn.ts";
import type { WaitOptions } from "./wait.ts";

/** The longest delay that a platform timer takes: 2³¹ − 1 ms, almost 25 days. Above it, it would fire at once. */
const longestMs = 2_147_483_647;

/** The clock on the wall: sleeping takes as long as it says (and a little longer, if the thread is busy). */
export class RealClock implements Clock {
  readonly #startedAt = host.performance.now();
  readonly #ready = new Deque<() => void>();
  readonly #afterMicrotasks = askAfterMicrotasks(() => this.#turn());

  now(): number {
    return Math.round((host.performance.now() - this.#startedAt) * 1000) / 1000;
  }

  sleep(ms: number, options?: WaitOptions): Promise<void> {
    return sleepOn(this, ms, options);
  }

  sleepSync(ms: number): void {
    toMicroseconds(ms);
    noteBusy(ms);
    // Nobody ever notifies this place in memory, so the wait ends when its time is over.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }

  callSoon(callback: () => void): void {
    this.#ready.push(callback);
    if (this.#ready.size === 1) this.#afterMicrotasks();
  }

  callLater(ms: number, callback: () => void, { background = false }: TimerOptions = {}): Timer {
    toMicroseconds(ms);
    if (ms > longestMs)
      throw new RangeError(`a real timer waits at most ${longestMs} ms, got ${ms}`);
    const handle = host.setTimeout(() => {
      enterTurn();
      callback();
    }, ms);
    if (background) handle.unref?.();
    return { cancel: () => host.clearTimeout(handle) };
  }

  async run<T>(main: () => PromiseLike<T>): Promise<T> {
    return await main();
  }

  #turn(): void {
    const callback = this.#ready.shift();
    if (this.#ready.size > 0) this.#afterMicrotasks();
    enterTurn();
    callback?.();
  }
}
