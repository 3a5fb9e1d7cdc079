import { currentTask } from "./context.ts";
import { waitIn } from "./wait-in.ts";
import { refusal, type Waiter, WaitList, type WaitOptions } from "./wait.ts";

/**
 * Lets a fixed number of callers in at a time: `acquire` takes a permit, waiting for one if all are
 * taken, `release` gives it back. A permit goes straight to the one who has waited longest; nobody who
 * comes later can be faster. A wait that is aborted or cancelled takes no permit. Follows
 * `asyncio.BoundedSemaphore`.
 */
export class Semaphore {
  /** How many there are in all. */
  readonly permits: number;
  /** What traces and error messages call it. */
  readonly name: string;
  #free: number;
  readonly #waiters = new WaitList<Waiter<void>>();

  /**
   * `name` is what traces and error messages call it. Throws RangeError if `permits` is not a whole
   * number from 1: with 0 (which asyncio allows) nobody could ever get in.
   */
  constructor(permits: number, { name = "semaphore" }: { readonly name?: string } = {}) {
    if (!(Number.isSafeInteger(permits) && permits >= 1)) {
      throw new RangeError(`permits must be a whole number from 1, got ${permits}`);
    }
    this.permits = permits;
    this.name = name;
    this.#free = permits;
  }

  /** How many permits nobody holds. `acquire` waits when there are none. */
  get free(): number {
    return this.#free;
  }

  /**
   * Takes a permit, waiting until one is free. Rejects with the signal's reason if that is aborted
   * first, and with CancelledError if the task is cancelled first; then no permit is taken.
   */
  acquire(options?: WaitOptions): Promise<void> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (this.#free === 0) {
      return waitIn(this.#waiters, { kind: "permit", semaphore: this.name }, options);
    }
    this.#free -= 1;
    return Promise.resolve();
  }

  /** Gives a permit back, to the one who has waited longest for it. Throws RangeError if none is taken. */
  release(): void {
    if (this.#free === this.permits) {
      throw new RangeError(`${this.name} was released more often than it was acquired`);
    }
    const next = this.#waiters.shift();
    if (next) next.succeed(undefined, currentTask()?.id);
    else this.#free += 1;
  }

  /**
   * Calls `body` while holding a permit, and returns or throws what it does; the permit is given back in
   * either case. Waits, and rejects, as `acquire` does; then body is not called.
   * The counterpart of `async with semaphore:`.
   */
  async withPermit<T>(body: () => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    await this.acquire(options);
    try {
      return await body();
    } finally {
      this.release();
    }
  }
}
