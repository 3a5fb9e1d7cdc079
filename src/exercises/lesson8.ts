import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock, Timer } from "../clock.ts";
import { type Section, sectionsFigure } from "../sections-figure.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

export type { Signal } from "./stop-signal.ts";
export { type Letterbox, letterbox } from "./lesson8-letterbox.ts";
export { drainThenStop, type Plant } from "./lesson8-drain.ts";
export { persist, type Persist } from "./lesson8-persist.ts";

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
  const [timer, listener] = [new Stay("timer", clock), new Stay("listener", clock)];
  const timers = new CountedTimers(clock, (count) => timer.note(count));
  const stop = new WatchedStop((count) => listener.note(count));
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
  const isRight = actual === wanted;
  const until = end.said === "" ? 2 * sleepMs : end.at;
  const sleep = { on: "sleep", label: end.said || "never ends", from: 0, to: until };
  const stays = [timer, listener].flatMap((one) => one.until(until));
  const figure = sectionsFigure([{ ...sleep, broken: !isRight }, ...stays], {
    title: `The sleep, and what it leaves behind`,
    broken: "that is not as it should be",
  });
  if (!isRight) return failed(`${given} ${actual}; it ${wanted} if all is well`, figure);
  if (end.timers > 0) return failed(`${given} leaves its timer behind`, figure);
  if (end.listeners > 0) {
    return failed(`${given} leaves ${end.listeners} listener on the signal`, figure);
  }
  return passed("");
}

function storyOf(abortAt: number | "before" | undefined): string {
  if (abortAt === undefined) return "that is not aborted";
  return abortAt === "before" ? "whose signal is aborted already" : `aborted at ${abortAt} ms`;
}

/** From when to when something was there. */
class Stay {
  readonly #on: string;
  readonly #clock: Clock;
  readonly #over: Section[] = [];
  #from: number | undefined;

  constructor(on: string, clock: Clock) {
    this.#on = on;
    this.#clock = clock;
  }

  note(count: number): void {
    if (count > 0) this.#from ??= this.#clock.now();
    else if (this.#from !== undefined) {
      this.#over.push(this.#section(this.#from, this.#clock.now()));
      this.#from = undefined;
    }
  }

  /** What is still there at this instant is broken, and drawn a little beyond it. */
  until(end: number): readonly Section[] {
    const stays = this.#over.filter(({ from }) => from <= end);
    if (this.#from !== undefined) {
      stays.push(this.#section(this.#from, end + sleepMs / 2));
    }
    return stays.map((one) =>
      one.to > end ? { ...one, label: "left behind", broken: true } : one,
    );
  }

  #section(from: number, to: number): Section {
    return { on: this.#on, label: "there", from, to, broken: false };
  }
}

/** Timers that know how many of them are still to come. */
class CountedTimers implements Timers {
  readonly #clock: Clock;
  readonly #set = new Set<object>();
  readonly #changed: (count: number) => void;

  constructor(clock: Clock, changed: (count: number) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get set(): number {
    return this.#set.size;
  }

  callLater(ms: number, callback: () => void): Timer {
    const mark = {};
    this.#changed(this.#set.add(mark).size);
    const gone = () => {
      this.#set.delete(mark);
      this.#changed(this.#set.size);
    };
    const timer = this.#clock.callLater(ms, () => {
      gone();
      callback();
    });
    return {
      cancel: () => {
        gone();
        timer.cancel();
      },
    };
  }
}
