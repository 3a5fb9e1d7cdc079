import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { CancelledError } from "../errors.ts";
import { EventLoop } from "../loop.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";

/** Makes the calls one after another, until the deadline, and gives the results that came in time. */
export type UntilDeadline = (
  calls: readonly (() => Promise<string>)[],
  clock: Pick<Clock, "now">,
  deadline: number,
) => Promise<readonly string[]>;

export const untilDeadline: Exercise<UntilDeadline> = {
  id: "12.2",
  title: "what is left",
  hints: [
    "A deadline is an instant, a timeout a duration. How long is it from now to the deadline?",
    "Ask the clock before each call. If nothing is left, do not begin. And when the timeout strikes, its TimeoutError is the end of the loop, not of the function.",
    "const left = deadline - clock.now(); if (left <= 0) break; then try { results.push(await timeout(left, call)) } catch: break for a TimeoutError, throw on anything else.",
  ],
  async judge(answer) {
    for (const one of cases) {
      const verdict = await judgeRun(answer, one);
      if (!verdict.passed) return verdict;
    }
    return passed(`no call outlived the deadline or began after it, in ${cases.length} cases`);
  },
};

interface Case {
  /** How long each call takes, in milliseconds. */
  readonly calls: readonly number[];
  /** When the answer is called, and when its time is up. */
  readonly startAt: number;
  readonly deadline: number;
  /** The call, by its number from 0, that fails. */
  readonly fails?: number;
}

const cases: readonly Case[] = [
  { calls: [300, 300], startAt: 0, deadline: 1000 },
  { calls: [800, 800], startAt: 0, deadline: 1000 },
  { calls: [800, 800], startAt: 500, deadline: 1500 },
  { calls: [200], startAt: 600, deadline: 500 },
  { calls: [200], startAt: 500, deadline: 500 },
  { calls: [100, 5000, 100], startAt: 0, deadline: 2000 },
  { calls: [100, 100, 100], startAt: 0, deadline: 1000, fails: 1 },
];

interface Seen {
  readonly from: number;
  to?: number;
  cancelled?: boolean;
}

async function judgeRun(answer: UntilDeadline, one: Case): Promise<Verdict> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const seen: Seen[] = [];
  const calls = one.calls.map((ms, i) => async () => {
    const own: Seen = { from: clock.now() };
    seen.push(own);
    try {
      await clock.sleep(ms);
    } catch (error) {
      own.cancelled = error instanceof CancelledError;
      throw error;
    } finally {
      own.to = clock.now();
    }
    if (i === one.fails) throw new Error(`call ${i + 1} failed`);
    return `result ${i + 1}`;
  });
  let over = 0;
  const said = await loop
    .runUntilComplete(async () => {
      await clock.sleep(one.startAt);
      const results = await answer(calls, clock, one.deadline);
      return `gives [${results.join(", ")}]`;
    })
    .catch((error: unknown) => `throws ${error instanceof Error ? error.message : String(error)}`)
    .finally(() => (over = clock.now()));
  await clock.sleep(10_000); // a call that nobody has stopped goes on
  const wrong = problemOf(one, seen, said, over);
  const title = "The calls, and the deadline";
  const figure = () => timeline(loop.trace, { title, stop: { at: one.deadline, over } });
  return wrong === undefined ? passed("") : failed(`${inWords(one)}: ${wrong}`, figure());
}

function problemOf(one: Case, seen: readonly Seen[], said: string, over: number) {
  const late = seen.findIndex(({ from }) => from >= one.deadline);
  if (late >= 0) return `call ${late + 1} begins at ${seen[late]?.from ?? 0} ms`;
  const outlives = seen.findIndex(({ to = Infinity }) => to > one.deadline);
  if (outlives >= 0) return `call ${outlives + 1} is not cancelled at the deadline`;
  const wanted = expected(one);
  if (said !== wanted.said) return `it ${said}, and should: ${wanted.said}`;
  return over === wanted.over
    ? undefined
    : `it ends at ${over} ms, and should at ${wanted.over} ms`;
}

function expected({ calls, startAt, deadline, fails }: Case): { said: string; over: number } {
  const results: string[] = [];
  let now = startAt;
  for (const [i, ms] of calls.entries()) {
    if (now >= deadline) break;
    now += ms;
    if (now > deadline) return { said: `gives [${results.join(", ")}]`, over: deadline };
    if (i === fails) return { said: `throws call ${i + 1} failed`, over: now };
    results.push(`result ${i + 1}`);
  }
  return { said: `gives [${results.join(", ")}]`, over: now };
}

function inWords({ calls, startAt, deadline, fails }: Case): string {
  const failing = fails === undefined ? "" : `, of which the ${fails + 1}. fails`;
  return `calls of [${calls.join(", ")}] ms${failing}, from ${startAt} ms, deadline at ${deadline} ms`;
}
