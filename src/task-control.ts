import type { Clock } from "./clock.ts";
import { enterTurn } from "./context.ts";
import { CancelledError } from "./errors.ts";
import type { EventLoop } from "./loop.ts";
import type { Waker } from "./trace-record.ts";
import type { TracedTask } from "./trace.ts";
import type { Interruptible, TaskControl } from "./wait.ts";

/** The inside of a task: how cancellations reach its waits, and its waits its turns. */
export class LoopTaskControl implements TaskControl {
  readonly loop: EventLoop;
  readonly traced: TracedTask;
  /** Set once the task is done: there is nothing left to cancel. */
  done = false;
  /** A task mostly waits for one thing at a time. */
  #wait: Interruptible | undefined = undefined;
  #otherWaits: Set<Interruptible> | undefined = undefined;
  #cancelling = 0;
  #undelivered: CancelledError | undefined = undefined;
  #interrupted = false;
  #isPassingOn = false;

  constructor(loop: EventLoop, name: string) {
    this.loop = loop;
    this.traced = loop.trace.create(name, this);
  }

  get clock(): Clock {
    return this.loop.clock;
  }

  cancel(reason: unknown, by: Waker): boolean {
    // Asked again by itself: the tasks wait for each other in a circle, and the last one has to stop.
    if (this.done || this.#isPassingOn) return false;
    this.#cancelling += 1;
    if (this.#interrupted) return true; // one CancelledError is on its way already
    const error = new CancelledError(reason);
    if (!this.#isWaiting) {
      this.#undelivered = error;
      return true;
    }
    this.#isPassingOn = true;
    for (const wait of [this.#wait, ...(this.#otherWaits ?? [])]) wait?.interrupt(error, by);
    this.#isPassingOn = false;
    this.#interrupted = !this.#isWaiting;
    return true;
  }

  cancelling(): number {
    return this.#cancelling;
  }

  uncancel(): number {
    if (this.#cancelling > 0) this.#cancelling -= 1;
    if (this.#cancelling === 0) this.#undelivered = undefined;
    return this.#cancelling;
  }

  takeCancellation(): Error | undefined {
    const error = this.#undelivered;
    this.#undelivered = undefined;
    return error;
  }

  waitBegan(wait: Interruptible): void {
    if (this.#wait) (this.#otherWaits ??= new Set()).add(wait);
    else this.#wait = wait;
  }

  waitEnded(wait: Interruptible): void {
    if (this.#wait === wait) this.#wait = undefined;
    else this.#otherWaits?.delete(wait);
  }

  inOwnTurn(callback: () => void): void {
    this.clock.callSoon(() => {
      this.#interrupted = false;
      enterTurn(this.traced);
      callback();
    });
  }

  get #isWaiting(): boolean {
    return this.#wait !== undefined || (this.#otherWaits?.size ?? 0) > 0;
  }
}
