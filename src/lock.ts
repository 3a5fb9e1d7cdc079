import { currentTask } from "./context.ts";
import { waitIn } from "./wait-in.ts";
import { refusal, type Waiter, WaitList, type WaitOptions } from "./wait.ts";

/**
 * Lets one caller in at a time, for what must not be interleaved across an `await`. It goes straight to
 * the one who has waited longest. Whoever acquires it again while holding it waits for ever: on a
 * simulated clock that ends in a DeadlockError which names the lock. Follows `asyncio.Lock`.
 */
export class Lock {
  /** What traces and error messages call it. */
  readonly name: string;
  #locked = false;
  readonly #waiters = new WaitList<Waiter<void>>();

  /** `name` is what traces and error messages call it. */
  constructor({ name = "lock" }: { readonly name?: string } = {}) {
    this.name = name;
  }

  /** Whether somebody holds it. */
  get isLocked(): boolean {
    return this.#locked;
  }

  /**
   * Takes the lock, waiting until it is free. Rejects with the signal's reason if that is aborted first,
   * and with CancelledError if the task is cancelled first; then the lock is not taken.
   */
  acquire(options?: WaitOptions): Promise<void> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (this.#locked) return waitIn(this.#waiters, { kind: "lock", lock: this.name }, options);
    this.#locked = true;
    return Promise.resolve();
  }

  /** Passes the lock to the one who has waited longest, or frees it. Throws Error if it is not locked. */
  release(): void {
    if (!this.#locked) throw new Error(`${this.name} cannot be released: it is not locked`);
    const next = this.#waiters.shift();
    if (next) next.succeed(undefined, currentTask()?.id);
    else this.#locked = false;
  }

  /**
   * Calls `body` while holding the lock, and returns or throws what it does; the lock is released in
   * either case. Waits, and rejects, as `acquire` does; then body is not called.
   * The counterpart of `async with lock:`.
   */
  async withLock<T>(body: () => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    await this.acquire(options);
    try {
      return await body();
    } finally {
      this.release();
    }
  }
}
