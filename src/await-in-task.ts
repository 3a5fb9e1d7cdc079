import { currentTask } from "./context.ts";
import { CancelledError } from "./errors.ts";
import type { Task } from "./task.ts";
import type { Waker } from "./trace-record.ts";
import { refusal, Waiter } from "./wait.ts";

/** Something that settles and can be asked to stop: a task, or several that are gathered. @internal */
export interface Cancellable {
  /** Whether it has settled. */
  readonly done: boolean;
  /** Asks it to stop. Returns whether that did anything: false once it has settled. `by`: who asks. */
  cancel(reason?: unknown, by?: Waker): boolean;
}

/** Something whose outcome can be awaited without being part of it. @internal */
export interface HasOutcome<T> extends Cancellable {
  readonly outcome: Promise<T>;
  /** The number of the task that settles it, where it is one task. */
  readonly id?: number | undefined;
}

/** Waits for what is awaited. To cancel the one who waits is to cancel what it waits for. */
class AwaitingWaiter<T> extends Waiter<T> {
  readonly #awaited: Cancellable;

  constructor(awaited: Cancellable, resolve: (value: T) => void, reject: (error: Error) => void) {
    super(resolve, reject);
    this.#awaited = awaited;
  }

  override interrupt(error: Error, by: Waker): void {
    const reason = error instanceof CancelledError ? error.reason : error;
    if (!this.#awaited.cancel(reason, by)) super.interrupt(error, by);
  }
}

/** The outcome, as the current task sees it: recorded as a wait, and with cancellation passed on. */
export function awaitInTask<T>(awaited: HasOutcome<T>, name: string): Promise<T> {
  if (!currentTask()) return awaited.outcome;
  return waitFor(
    awaited,
    name,
    (resolve, reject) => new AwaitingWaiter<T>(awaited, resolve, reject),
  );
}

/** Waits for a task without passing cancellations on: the one who waits stops waiting, the task goes on. Follows `asyncio.shield`. */
export function shield<T>(task: Task<T>): Promise<T> {
  return waitFor(task, task.name, (resolve, reject) => new Waiter<T>(resolve, reject));
}

function waitFor<T>(
  awaited: HasOutcome<T>,
  name: string,
  newWaiter: (resolve: (value: T) => void, reject: (error: Error) => void) => Waiter<T>,
): Promise<T> {
  const refused = refusal(undefined);
  if (refused) return Promise.reject(refused);
  if (awaited.done) return awaited.outcome;
  return new Promise((resolve, reject) => {
    const waiter = newWaiter(resolve, reject);
    let left = false;
    waiter.begin({ kind: "task", name }, { remove: () => (left = true) });
    awaited.outcome.then(
      (value) => left || waiter.succeed(value, awaited.id),
      (error: Error) => left || waiter.fail(error, awaited.id),
    );
  });
}
