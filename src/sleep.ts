import type { Clock } from "./clock.ts";
import { refusal, Waiter, type WaitOptions } from "./wait.ts";

/** What `clock.sleep` does on any clock: a timer, as a promise. An interrupted sleep leaves no timer behind. */
export function sleepOn(clock: Clock, ms: number, options?: WaitOptions): Promise<void> {
  const refused = refusal(options);
  if (refused) return Promise.reject(refused);
  return new Promise((resolve, reject) => {
    const sleeper = new Waiter<void>(resolve, reject, options);
    const timer = clock.callLater(ms, () => sleeper.succeedInThisTurn(undefined));
    sleeper.begin({ kind: "sleep", ms }, () => timer.cancel());
  });
}
