import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock, Timer } from "../clock.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

export type { Signal } from "./stop-signal.ts";
export { type Letterbox, letterbox } from "./lesson8-letterbox.ts";
export { drainThenStop, type Plant } from "./lesson8-drain.ts";

/** All that a sleep is made of. */
export type Timers = Pick<Clock, "callLater">;

/** Fulfils after `ms` milliseconds; rejects with the signal's reason if that is aborted first. */
export type Sleep = (timers: Timers, ms: number, signal: Signal) => Promise<void>;

export const abortableSleep: Exercise<Sleep> = {
  id: "8.1",
  title: "a sleep that can be aborted",
  hints: [
    "There are three beginnings: the signal is aborted already, it is aborted later, it is never aborted. And two endings, after each of which nothing may be left.",
    "Give the listener a name, so that you can remove it when the timer rings. Keep the timer, so that the listener can cancel it.",
    "signal.throwIfAborted() first. In the listener: timer.cancel(), then reject(signal.reason). In the timer: signal.removeEventListener, then resolve(). addEventListener with { once: true }.",
  ],
  async judge(answer) {
    for (const abortAt of [undefined, 40, "before", 150, 0] as const) {
      const verdict = await judgeSleep(answer, abortAt);
      if (!verdict.passed) return verdict;
    }
    return passed("it ends when it should, with the reason, and leaves no timer and no listener");
  },
};

const sleepMs = 100;

async function judgeSleep(answer: Sleep, abortAt: number | "before" | undefined): Promise<Verdict> {
  const clock = new SimulatedClock();
  const timers = new CountedTimers(clock);
  const stop = new WatchedStop();
  const reason = new Error("the reason");
  if (abortAt === "before") stop.abort(reason);
  else if (abortAt !== undefined) clock.callLater(abortAt, () => stop.abort(reason));
  const end = { at: NaN, said: "", timers: 0, listeners: 0 };
  const ended = (said: string) =>
    Object.assign(end, { at: clock.now(), said, timers: timers.set, listeners: stop.listeners });
  void answer(timers, sleepMs, stop.signal).then(
    () => ended("is fulfilled"),
    (error: unknown) => ended(error === reason ? "rejects" : "rejects with another error"),
  );
  await clock.sleep(10 * sleepMs);

  const aborts = abortAt === "before" || (abortAt !== undefined && abortAt < sleepMs);
  const at = !aborts ? sleepMs : abortAt === "before" ? 0 : abortAt;
  const wanted = `${aborts ? "rejects" : "is fulfilled"} at ${at} ms`;
  const given = `a sleep of ${sleepMs} ms ${storyOf(abortAt)}`;
  const actual = end.said === "" ? "never ends" : `${end.said} at ${end.at} ms`;
  if (actual !== wanted) return failed(`${given} ${actual}; it ${wanted} if all is well`);
  if (end.timers > 0) return failed(`${given} leaves its timer behind`);
  if (end.listeners > 0) return failed(`${given} leaves ${end.listeners} listener on the signal`);
  return passed("");
}

function storyOf(abortAt: number | "before" | undefined): string {
  if (abortAt === undefined) return "that is not aborted";
  return abortAt === "before" ? "whose signal is aborted already" : `aborted at ${abortAt} ms`;
}

/** Timers that know how many of them are still to come. */
class CountedTimers implements Timers {
  readonly #clock: Clock;
  readonly #set = new Set<object>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get set(): number {
    return this.#set.size;
  }

  callLater(ms: number, callback: () => void): Timer {
    const mark = {};
    this.#set.add(mark);
    const timer = this.#clock.callLater(ms, () => {
      this.#set.delete(mark);
      callback();
    });
    return {
      cancel: () => {
        this.#set.delete(mark);
        timer.cancel();
      },
    };
  }
}
