import type { Clock } from "./clock.ts";
import { noteWait, type Waker } from "./trace.ts";

/** What `clock.sleep` does on any clock: a timer, as a promise. */
export function sleepOn(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    let woken: ((by?: Waker) => void) | undefined = undefined;
    clock.callLater(ms, () => {
      woken?.("clock");
      resolve();
    });
    woken = noteWait({ kind: "sleep", ms }); // only now: a duration that is refused is no wait
  });
}
