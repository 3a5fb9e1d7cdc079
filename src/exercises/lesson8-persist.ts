import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { EventLoop } from "../loop.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

/** Calls until a call succeeds, with a pause after each failure; the signal ends it. The calls follow the signal by themselves. */
export type Persist = (
  call: () => Promise<string>,
  clock: Pick<Clock, "sleep">,
  signal: Signal,
) => Promise<string>;

export const persist: Exercise<Persist> = {
  id: "8.4",
  title: "the abort that was swallowed",
  hints: [
    "An aborted call rejects. What does your catch take that for?",
    "Two waits are in the loop, the call and the pause. After each of them the signal may be aborted, and the pause does not even hear of it.",
    "In catch: signal.throwIfAborted(); and the pause is clock.sleep(pauseMs, { signal }).",
  ],
  async judge(answer) {
    for (const one of cases) {
      const verdict = await judgeRun(answer, one);
      if (!verdict.passed) return verdict;
    }
    return passed(
      `it tries again after a failure, and never after an abort, in ${cases.length} cases`,
    );
  },
};

interface Case {
  /** How many calls fail before one succeeds. */
  readonly failures: number;
  readonly abortAt?: number;
}

const callMs = 10;
const pauseMs = 100;
/** More calls than any case needs: who never ends is stopped here. */
const mostCalls = 5;

const cases: readonly Case[] = [
  { failures: 0 },
  { failures: 1 },
  { failures: 9, abortAt: 5 },
  { failures: 9, abortAt: 50 },
  { failures: 2 },
  { failures: 9, abortAt: 115 },
  { failures: 9, abortAt: 180 },
];

async function judgeRun(answer: Persist, one: Case): Promise<Verdict> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const stop = new WatchedStop();
  const reason = new Error("the reason");
  if (one.abortAt !== undefined) clock.callLater(one.abortAt, () => stop.abort(reason));
  let calls = 0;
  const body = async () => {
    calls += 1;
    if (calls > mostCalls) return "one call after another, for ever";
    const number = calls;
    await clock.sleep(callMs, { signal: stop.signal });
    if (number <= one.failures) throw new Error("the call failed");
    return `answer ${number}`;
  };
  const call = () => loop.createTask(body, { name: `call ${calls + 1}` }).outcome;
  const said = await loop
    .runUntilComplete(() => answer(call, clock, stop.signal))
    .then(
      (value) => `returns "${value}"`,
      (error: unknown) => `throws "${error instanceof Error ? error.message : String(error)}"`,
    );
  const over = clock.now();
  const wanted = expected(one);
  if (said === wanted.said && over === wanted.over) return passed("");
  const stopped = one.abortAt === undefined ? {} : { stop: { at: one.abortAt, over } };
  const figure = timeline(loop.trace, { title: "The calls", ...stopped });
  return failed(
    `${inWords(one)}: it ${said} at ${over} ms, and should: ${wanted.said} at ${wanted.over} ms`,
    figure,
  );
}

function expected({ failures, abortAt }: Case): { readonly said: string; readonly over: number } {
  if (abortAt !== undefined) return { said: 'throws "the reason"', over: abortAt };
  const over = failures * (callMs + pauseMs) + callMs;
  return { said: `returns "answer ${failures + 1}"`, over };
}

function inWords({ failures, abortAt }: Case): string {
  if (abortAt !== undefined) return `every call fails, aborted at ${abortAt} ms`;
  if (failures === 0) return "the first call succeeds";
  return `the first ${failures === 1 ? "call fails" : `${failures} calls fail`}`;
}
