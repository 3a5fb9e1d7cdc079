import { currentTask } from "./context.ts";
import { waitIn } from "./wait-in.ts";
import { refusal, type Waiter, WaitList, type WaitOptions } from "./wait.ts";

/**
 * Something that has happened or not: any number of callers wait for it, and all go on when it is set,
 * in the order in which they came. Follows `asyncio.Event`.
 */
export class Event {
  /** What traces and error messages call it. */
  readonly name: string;
  #set = false;
  readonly #waiters = new WaitList<Waiter<void>>();

  /** `name` is what traces and error messages call it. */
  constructor({ name = "event" }: { readonly name?: string } = {}) {
    this.name = name;
  }

  /** Whether it has happened. */
  get isSet(): boolean {
    return this.#set;
  }

  /**
   * Waits until the event is set; not at all if it is. Rejects with the signal's reason if that is
   * aborted first, and with CancelledError if the task is cancelled first.
   */
  wait(options?: WaitOptions): Promise<void> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (this.#set) return Promise.resolve();
    return waitIn(this.#waiters, { kind: "event", event: this.name }, options);
  }

  /** It has happened: whoever waits goes on, even if it is cleared at once. Setting it again changes nothing. */
  set(): void {
    this.#set = true;
    const by = currentTask()?.id;
    for (const one of this.#waiters.all()) one.succeed(undefined, by);
  }

  /** From now on callers wait again, until the next `set`. */
  clear(): void {
    this.#set = false;
  }
}
