import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { sum } from "../stats.ts";

export { type MakePool, pool } from "./lesson14-pool.ts";
export { type RunIn, runIn } from "./lesson14-run-in.ts";
export { type Places, places } from "./lesson14-places.ts";
export { type Start, type Thread } from "./lesson14-threads.ts";

/** What a learner's function is given beside the steps. Durations in milliseconds. */
export interface ChunkKnobs {
  /** For how long it may hold the thread, give or take one step. */
  readonly budgetMs: number;
  /** What the clock says. */
  readonly now: () => number;
  /** Lets all others run; settles when they have. */
  readonly giveWay: () => Promise<void>;
}

/** Adds up what the steps give, and gives way in between. */
export type Chunked = (steps: readonly (() => number)[], knobs: ChunkKnobs) => Promise<number>;

export const chunked: Exercise<Chunked> = {
  id: "14.1",
  title: "in chunks",
  hints: [
    "Not after so many steps, but after so many milliseconds: since when has the thread been held?",
    "Remember the instant at which you got the thread. When now() is budgetMs or more after it, give way, and then remember anew.",
    "let since = now(); for each step: sum += step(); if (now() - since >= budgetMs) { await giveWay(); since = now(); }",
  ],
  async judge(answer) {
    for (const one of cases) {
      const verdict = await judgeChunks(answer, one);
      if (!verdict.passed) return verdict;
    }
    return passed(`same sum, short holds and no pause too many, in ${cases.length} cases`);
  },
};

interface Case {
  readonly steps: number;
  readonly shortest: number;
  readonly longest: number;
  readonly budgetMs: number;
  /** How long the others take when it gives way. */
  readonly othersMs: number;
}

const cases: readonly Case[] = [
  { steps: 0, shortest: 1, longest: 1, budgetMs: 10, othersMs: 1 },
  { steps: 3, shortest: 1, longest: 1, budgetMs: 10, othersMs: 1 },
  { steps: 100, shortest: 1, longest: 1, budgetMs: 10, othersMs: 1 },
  { steps: 100, shortest: 1, longest: 1, budgetMs: 10, othersMs: 15 },
  { steps: 60, shortest: 0.1, longest: 5, budgetMs: 10, othersMs: 1 },
  { steps: 40, shortest: 0.1, longest: 5, budgetMs: 4, othersMs: 6 },
];

async function judgeChunks(answer: Chunked, one: Case): Promise<Verdict> {
  const { steps: count, shortest, longest, budgetMs, othersMs } = one;
  const clock = new SimulatedClock();
  const random = new Random(count + budgetMs);
  const lengths = Array.from({ length: count }, () => random.duration(shortest, longest));
  const each = shortest === longest ? `${shortest} ms` : `${shortest} to ${longest} ms`;
  const story = `${count} steps of ${each}, budgetMs ${budgetMs}`;
  let [pauses, isAway, overrun, heldSince, longestHold] = [0, false, false, 0, 0];
  const steps = lengths.map((ms, i) => () => {
    overrun ||= isAway;
    clock.sleepSync(ms);
    longestHold = Math.max(longestHold, clock.now() - heldSince);
    return i;
  });
  const giveWay = async () => {
    pauses += 1;
    isAway = true;
    await clock.sleep(othersMs);
    isAway = false;
    heldSince = clock.now();
  };
  const value = await answer(steps, { budgetMs, now: () => clock.now(), giveWay });
  const wanted = sum(lengths.map((_, i) => i));
  const allowed = budgetMs + longest;
  if (overrun) return failed(`${story}: it goes on while it should give way: await it`);
  if (longestHold > allowed) {
    const held = Number(longestHold.toFixed(1));
    return failed(`${story}: it holds the thread for ${held} ms, and may for ${allowed}`);
  }
  const most = Math.floor(sum(lengths) / budgetMs);
  if (pauses > most) {
    return failed(`${story}: it gives way ${pauses} times, and ${most} are enough`);
  }
  if (value !== wanted) return failed(`${story}: the sum is ${value}, and should be ${wanted}`);
  return passed("");
}
