import type { Clock } from "./clock.ts";
import { currentTask } from "./context.ts";
import { refusal, Waiter, type WaitOptions } from "./wait.ts";

/**
 * Lets others run for `ms` milliseconds (0 or more; otherwise it rejects with RangeError), on the clock
 * of the event loop whose task calls it; rejects with an Error outside of such a task, which has no
 * clock: use `clock.sleep` there. Rejects with the signal's reason if that is aborted first, and with
 * CancelledError if the task is cancelled. Follows `asyncio.sleep`, which counts in seconds.
 */
export function sleep(ms: number, options?: WaitOptions): Promise<void> {
  const clock = currentTask()?.control?.clock;
  if (clock) return clock.sleep(ms, options);
  return Promise.reject(
    new Error(
      "sleep needs an event loop's task, to know its clock: use clock.sleep outside of one",
    ),
  );
}

/** What `clock.sleep` does on any clock: a timer, as a promise. An interrupted sleep leaves no timer behind. */
export function sleepOn(clock: Clock, ms: number, options?: WaitOptions): Promise<void> {
  const refused = refusal(options);
  if (refused) return Promise.reject(refused);
  if (!canBeCutShort(options)) return new Promise((resolve) => void clock.callLater(ms, resolve));
  return new Promise((resolve, reject) => {
    const sleeper = new Waiter<void>(resolve, reject);
    const timer = clock.callLater(ms, () => sleeper.succeedInThisTurn(undefined));
    sleeper.begin({ kind: "sleep", ms }, { remove: () => timer.cancel() }, options);
  });
}

/** Whether anybody but the clock can end a sleep that begins now: an abort, or who cancels the task. */
export function canBeCutShort(options: WaitOptions | undefined): boolean {
  return currentTask() !== undefined || options?.signal !== undefined;
}
