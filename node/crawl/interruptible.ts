import { Event, type WaitOptions } from "../../src/index.ts";

/**
 * Waits for work that knows signals, from inside a task that knows cancellations: when the wait is cancelled, or
 * `options.signal` aborted, the work is aborted, and once it has ended this rejects. Otherwise it settles as the work does.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  options?: WaitOptions,
): Promise<T> {
  const abort = new AbortController();
  const settled = new Event({ name: "the answer" });
  const working = work(abort.signal);
  working.then(
    () => settled.set(),
    () => settled.set(),
  );
  try {
    await settled.wait(options);
  } catch (error) {
    abort.abort();
    await Promise.allSettled([working]);
    throw error;
  }
  return await working;
}
