import type { Wait } from "./wait-kinds.ts";
import { Waiter, type WaitList, type WaitOptions } from "./wait.ts";

/** Waits at the end of a list until somebody takes the waiter out of it and lets it succeed. */
export function waitIn(
  list: WaitList<Waiter<void>>,
  what: Wait,
  options: WaitOptions | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter = new Waiter<void>(resolve, reject);
    list.push(waiter);
    waiter.begin(what, list, options);
  });
}
