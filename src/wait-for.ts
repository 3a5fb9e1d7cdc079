import type { Task } from "./task.ts";
import { timeout } from "./timeout.ts";
import { currentLoopTask } from "./wait.ts";

/**
 * Waits at most `ms` milliseconds for a task, or for what a function does, and returns its result;
 * without `ms` as long as it takes. Otherwise the work is cancelled, and once it has ended this rejects
 * with TimeoutError: it never leaves work behind that still runs. Work that answers its cancellation
 * with a value or with an error of its own has its way. With 0 or less a task that is done gives its
 * result, and a function is not even called. To cancel the one who waits is to cancel the work.
 * Rejects with RangeError if `ms` is not finite, and with Error outside of an event loop's task.
 * Follows `asyncio.wait_for`.
 */
export function waitFor<T>(
  work: Task<T> | (() => PromiseLike<T>),
  ms: number | undefined,
): Promise<T> {
  if (ms !== undefined && ms <= 0) return timeout(ms, () => cancelled(work));
  return timeout(ms, typeof work === "function" ? () => work() : () => work);
}

/** A task that is done stays as it is; one that has not started will not run. */
function cancelled<T>(work: Task<T> | (() => PromiseLike<T>)): PromiseLike<T> {
  const { loop } = currentLoopTask("waitFor").control;
  const task = typeof work === "function" ? loop.createTask(work) : work;
  task.cancel();
  return task;
}
