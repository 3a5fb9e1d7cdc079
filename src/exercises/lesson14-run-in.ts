import { type Exercise, failed, passed } from "../check.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { jobMs, type Start, type Thread, Threads } from "./lesson14-threads.ts";
import { type Signal, WatchedStop } from "./stop-signal.ts";

/** Runs a job in the thread of a place, and sees to it that a living thread is there afterwards. */
export type RunIn = (
  place: { thread: Thread },
  job: string,
  signal: Signal,
  start: Start,
) => Promise<string>;

export const runIn: Exercise<RunIn> = {
  id: "14.3",
  title: "stop a job that computes",
  hints: [
    "A thread that computes hears nothing. What can the listener of the signal do all the same?",
    "The listener ends the thread, so run rejects: with the thread's error, and the caller wants to see the signal's reason. Afterwards, whatever happened: take the listener away, and put a new thread in the place if the old one is dead.",
    "signal.throwIfAborted(); const stop = () => void place.thread.end(); add it as a listener; try { return await place.thread.run(job) } catch: throw signal.aborted ? signal.reason : error; finally: remove stop, and if (!place.thread.isAlive) place.thread = start().",
  ],
  async judge(answer) {
    for (const one of cases) {
      const problem = await problemOf(answer, one);
      if (problem !== undefined) return failed(`${inWords(one)}: ${problem}`);
    }
    return passed(
      `results, errors, aborts and threads are as they should be in ${cases.length} cases`,
    );
  },
};

interface Case {
  readonly job: string;
  /** When the signal is aborted, in milliseconds; never if left out. */
  readonly abortAt?: number;
  readonly end: string;
  readonly endsAt: number;
  /** Whether another thread stands in the place afterwards. */
  readonly replaced: boolean;
}

const cases: readonly Case[] = [
  { job: "sum", end: "gives SUM", endsAt: jobMs, replaced: false },
  { job: "bad", end: 'throws "bad failed"', endsAt: jobMs, replaced: false },
  { job: "sum", abortAt: 4, end: 'throws "the reason"', endsAt: 4, replaced: true },
  { job: "sum", abortAt: 0, end: 'throws "the reason"', endsAt: 0, replaced: false },
  { job: "fatal", end: 'throws "the thread died of fatal"', endsAt: jobMs, replaced: true },
  { job: "sum", abortAt: 25, end: "gives SUM", endsAt: jobMs, replaced: false },
];

function inWords({ job, abortAt }: Case): string {
  if (abortAt === undefined) return `a job called ${job}`;
  if (abortAt === 0) return "a signal that is aborted already";
  return abortAt > jobMs ? "an abort long after the job" : `an abort after ${abortAt} ms`;
}

async function problemOf(answer: RunIn, one: Case): Promise<string | undefined> {
  const { job, abortAt, end, endsAt, replaced } = one;
  const clock = new SimulatedClock();
  const threads = new Threads(clock);
  const stop = new WatchedStop();
  const first = threads.start();
  const place = { thread: first };
  if (abortAt === 0) stop.abort(new Error("the reason"));
  else if (abortAt !== undefined)
    clock.callLater(abortAt, () => stop.abort(new Error("the reason")));
  let ended = "never ends";
  const note = (how: string) => (ended = `${how} at ${clock.now()} ms`);
  void answer(place, job, stop.signal, threads.start).then(
    (value) => note(`gives ${value}`),
    (error: unknown) => note(`throws "${error instanceof Error ? error.message : String(error)}"`),
  );
  await clock.sleep(1000);
  const wanted = `${end} at ${endsAt} ms`;
  if (ended !== wanted) return `it ${ended}, and should: ${wanted}`;
  if (abortAt === 0 && threads.began.length > 0) return "the job was begun all the same";
  if (!place.thread.isAlive) return "the thread in the place is dead afterwards";
  if (replaced !== (place.thread !== first)) return "a thread was replaced that was still good";
  if (threads.alive > 1) return `${threads.alive} threads are alive afterwards, for one place`;
  if (stop.listeners > 0) return "a listener is left at the signal";
  return undefined;
}
