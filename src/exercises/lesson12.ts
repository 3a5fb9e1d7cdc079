import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { Random } from "../random.ts";
import { type Section, sectionsFigure } from "../sections-figure.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

export { breaker, type MakeBreaker, mayRetry } from "./lesson12-breaker.ts";
export { type UntilDeadline, untilDeadline } from "./lesson12-deadline.ts";

/** What a learner's retry is given. Durations in milliseconds. */
export interface RetryKnobs {
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly random: Pick<Random, "duration">;
  readonly tries: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly signal: Signal;
}

/** Calls `body` until it succeeds, or has been called often enough. */
export type Retry = (body: () => Promise<string>, knobs: RetryKnobs) => Promise<string>;

export const retry: Exercise<Retry> = {
  id: "12.1",
  title: "retry",
  hints: [
    "Three questions after each failure: was it the abort? Was it the last try? How long is the pause before the next one?",
    "After attempt 0 the largest pause is baseMs, after attempt n it is baseMs * 2 ** n, and never more than capMs. The pause itself must hear the signal, too.",
    "In catch: signal.throwIfAborted(); if (attempt + 1 === tries) throw error. Behind it: await clock.sleep(random.duration(0, Math.min(capMs, baseMs * 2 ** attempt)), { signal }).",
  ],
  async judge(answer) {
    for (const one of cases) {
      const verdict = await judgeRetry(answer, one);
      if (!verdict.passed) return verdict;
    }
    return passed(
      `the right calls at the right times, and the right ending, in ${cases.length} cases`,
    );
  },
};

interface Case {
  readonly tries: number;
  /** How many calls fail before the first success. */
  readonly failures: number;
  readonly seed: number;
  readonly abortAt?: number;
}

/** Each call takes this long, unless it is aborted. */
const callMs = 10;
const baseMs = 100;
const capMs = 350;

const cases: readonly Case[] = [
  { tries: 3, failures: 0, seed: 1 },
  { tries: 1, failures: 1, seed: 1 },
  { tries: 3, failures: 1, seed: 2 },
  { tries: 3, failures: 2, seed: 3 },
  { tries: 3, failures: 3, seed: 4 },
  { tries: 6, failures: 9, seed: 5 },
  { tries: 3, failures: 9, seed: 9, abortAt: 40 },
  { tries: 3, failures: 9, seed: 7, abortAt: 5 },
  { tries: 3, failures: 9, seed: 8, abortAt: 0 },
];

/** What a run comes to: when the calls began, and how and when it ended. */
interface Ran {
  readonly calls: readonly number[];
  readonly end: string;
}

function expected({ tries, failures, seed, abortAt = Infinity }: Case): Ran {
  const random = new Random(seed);
  const calls: number[] = [];
  let now = 0;
  for (let attempt = 0; abortAt > now; attempt++) {
    calls.push(now);
    now += callMs;
    if (now > abortAt) break;
    if (attempt >= failures)
      return { calls, end: `gives "answer ${calls.length}" at ${show(now)}` };
    if (attempt + 1 === tries) {
      return { calls, end: `throws "failure ${calls.length}" at ${show(now)}` };
    }
    now = add(now, random.duration(0, Math.min(capMs, baseMs * 2 ** attempt)));
  }
  return { calls, end: `throws "the reason" at ${show(abortAt)}` };
}

const add = (a: number, b: number): number => Math.round((a + b) * 1000) / 1000;
const show = (ms: number): string => `${Number(ms.toFixed(3))} ms`;

async function actual(answer: Retry, { tries, failures, seed, abortAt }: Case): Promise<Ran> {
  const clock = new SimulatedClock();
  const stop = new WatchedStop();
  const calls: number[] = [];
  const { signal } = stop;
  if (abortAt === 0) stop.abort(new Error("the reason"));
  else if (abortAt !== undefined) {
    clock.callLater(abortAt, () => stop.abort(new Error("the reason")));
  }
  const body = async () => {
    calls.push(clock.now());
    if (calls.length > 50) return "far too many calls"; // or a loop without end would never let go
    const number = calls.length;
    await clock.sleep(callMs, { signal });
    if (number <= failures) throw new Error(`failure ${number}`);
    return `answer ${number}`;
  };
  let end = "never ends";
  const ended = (how: string) => (end = `${how} at ${show(clock.now())}`);
  const knobs = { clock, random: new Random(seed), tries, baseMs, capMs, signal };
  void answer(body, knobs).then(
    (value) => ended(`gives "${value}"`),
    (error: unknown) => ended(`throws "${error instanceof Error ? error.message : String(error)}"`),
  );
  await clock.sleep(20_000);
  return { calls, end };
}

async function judgeRetry(answer: Retry, one: Case): Promise<Verdict> {
  const { tries, failures, abortAt } = one;
  const [wanted, ran] = [expected(one), await actual(answer, one)];
  const some = failures === 1 ? "the first call fails" : `the first ${failures} calls fail`;
  const fails = failures === 0 ? "the first call succeeds" : some;
  const aborted = abortAt === undefined ? "" : `, aborted at ${abortAt} ms`;
  const given = `tries: ${tries}, ${fails}${aborted}`;
  if (ran.calls.map(show).join() !== wanted.calls.map(show).join()) {
    const story = `${given}: calls at ${list(ran.calls)}; they should be at ${list(wanted.calls)}`;
    return failed(story, callsFigure(ran, wanted));
  }
  if (ran.end !== wanted.end) {
    const story = `${given}: it ${ran.end}, and should: ${wanted.end}`;
    return failed(story, callsFigure(ran, wanted));
  }
  return passed("");
}

/** Your calls above those that should be; red is one that should not. */
function callsFigure(ran: Ran, wanted: Ran): string {
  const sections = (on: string, calls: readonly number[], right: readonly number[]) =>
    calls.slice(0, mostShown).map((at, i): Section => {
      const broken = !right.map(show).includes(show(at));
      return { on, label: String(i + 1), from: at, to: at + callMs, broken };
    });
  const rows = [
    ...sections("yours", ran.calls, wanted.calls),
    ...sections("by the rules", wanted.calls, wanted.calls),
  ];
  return sectionsFigure(rows, { title: "The calls", broken: "there should be no call" });
}

const mostShown = 6;

function list(calls: readonly number[]): string {
  if (calls.length === 0) return "no time";
  const more = calls.length > mostShown ? ", …" : "";
  return `${calls.slice(0, mostShown).map(show).join(", ")}${more}`;
}
