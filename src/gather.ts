import { awaitInTask, type HasOutcome } from "./await-in-task.ts";
import { Awaitable } from "./awaitable.ts";
import { currentTask } from "./context.ts";
import { CancelledError } from "./errors.ts";
import { Task } from "./task.ts";
import type { Waker } from "./trace-record.ts";

/** The results of several promises, in their order; `Failed` stands where one failed. */
export type Outcomes<T extends readonly unknown[], Failed = never> = {
  -readonly [K in keyof T]: Awaited<T[K]> | Failed;
};

/** What `gather` gives: await it for all results, or cancel all of it. */
export class Gathering<T> extends Awaitable<T> implements HasOutcome<T> {
  readonly [Symbol.toStringTag] = "Gathering";
  /** Settles with the gathering. Awaiting this instead neither is recorded nor passes on a cancellation. */
  readonly outcome: Promise<T>;
  readonly #awaited: readonly PromiseLike<unknown>[];
  #done = false;
  #settledBy: number | undefined;
  #hasFailed = false;
  #cancelled: CancelledError | undefined;

  /** Made by `gather`. @internal */
  constructor(awaited: readonly PromiseLike<unknown>[], returnExceptions: boolean) {
    super();
    this.#awaited = awaited;
    this.outcome = this.#settle(returnExceptions) as Promise<T>;
  }

  /** Whether it has settled. */
  get done(): boolean {
    return this.#done;
  }

  /** The task that settled it: the first that failed, or the last to finish. */
  get id(): number | undefined {
    return this.#settledBy;
  }

  /** Cancels every task that is not done yet. Returns whether there was one. */
  cancel(reason?: unknown, by: Waker = currentTask()?.id): boolean {
    if (this.#done) return false;
    const tasks = this.#awaited.filter((one): one is Task<unknown> => one instanceof Task);
    const asked = tasks.filter((task) => task.cancel(reason, by)).length > 0;
    if (asked) this.#cancelled ??= new CancelledError(reason);
    return asked;
  }

  /** Awaited inside a task, it is recorded as a wait, and a cancellation of the one who waits is passed on. */
  then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const names = this.#awaited.map((one) => (one instanceof Task ? one.name : "a promise"));
    return awaitInTask(this, names.join(", ")).then(onReturn, onThrow);
  }

  async #settle(returnExceptions: boolean): Promise<unknown[]> {
    // The bare outcomes: whoever awaits the gathering waits for it, not for each task.
    for (const one of this.#awaited) {
      if (one instanceof Task) this.#watch(one, returnExceptions);
    }
    const outcomes: PromiseLike<unknown>[] = this.#awaited.map((one) =>
      one instanceof Task ? one.outcome : one,
    );
    try {
      if (!returnExceptions) return await Promise.all(outcomes);
      const settled = await Promise.allSettled(outcomes);
      if (this.#cancelled) throw this.#cancelled;
      return settled.map((one) =>
        one.status === "fulfilled" ? one.value : (one.reason as unknown),
      );
    } finally {
      this.#done = true;
    }
  }

  #watch(task: Task<unknown>, returnExceptions: boolean): void {
    const settled = (failed: boolean) => {
      if (!this.#hasFailed && !this.#done) this.#settledBy = task.id;
      this.#hasFailed ||= failed && !returnExceptions;
    };
    task.outcome.then(
      () => settled(false),
      () => settled(true),
    );
  }
}

/**
 * Waits for all of them, at the same time, and gives their results in the order they were passed.
 * The first failure is thrown at once and the others keep running, as with `Promise.all`; with
 * `returnExceptions` it waits for all, and an error stands where the result would be. To cancel it
 * cancels every task in it; a task that is cancelled on its own makes it throw that CancelledError.
 * Follows `asyncio.gather`.
 */
export function gather<T extends readonly PromiseLike<unknown>[]>(
  tasks: readonly [...T],
  options: { readonly returnExceptions: true },
): Gathering<Outcomes<T, unknown>>;
export function gather<T extends readonly PromiseLike<unknown>[]>(
  tasks: readonly [...T],
  options?: { readonly returnExceptions?: false },
): Gathering<Outcomes<T>>;
export function gather(
  tasks: readonly PromiseLike<unknown>[],
  { returnExceptions = false }: { readonly returnExceptions?: boolean } = {},
): Gathering<unknown> {
  return new Gathering(tasks, returnExceptions);
}
