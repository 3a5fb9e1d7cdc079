import { type Exercise, failed, passed } from "../check.ts";
import type { Clock } from "../clock.ts";
import { DeadlockError, QueueShutDown } from "../errors.ts";
import { EventLoop } from "../loop.ts";
import { Queue } from "../queue.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { WatchedStop } from "./stop-signal.ts";

/** Workers around a queue, and the two things that end them. */
export interface Plant {
  readonly clock: Pick<Clock, "now" | "sleep" | "callLater">;
  readonly data: Pick<Queue<number>, "shutdown">;
  /** Fulfilled when the last worker has ended, however it has. */
  readonly workers: Promise<unknown>;
  readonly stop: { abort(): void };
}

/** Stops a plant: drains it for at most `graceMs` milliseconds, then aborts what is left. */
export type DrainThenStop = (plant: Plant, graceMs: number) => Promise<unknown>;

export const drainThenStop: Exercise<DrainThenStop> = {
  id: "8.3",
  title: "drain, then stop",
  hints: [
    "Draining may be over long before the grace is. What do you have to wait for, in either case?",
    "Set a timer that aborts after graceMs, then await workers: it is fulfilled when they are drained, and also when they have been aborted and have cleaned up.",
    "data.shutdown(); const deadline = clock.callLater(graceMs, () => stop.abort()); await workers; deadline.cancel();",
  ],
  async judge(answer) {
    for (const one of cases) {
      const { wrong, figure } = await judgedRun(answer, one);
      if (wrong !== undefined) return failed(`${inWords(one)}: ${wrong}`, figure);
    }
    return passed(`drained where there was time, aborted where not, in ${cases.length} cases`);
  },
};

interface Case {
  readonly items: number;
  readonly workers: number;
  /** How long an item takes, in milliseconds. */
  readonly workMs: number;
  readonly graceMs: number;
}

/** The smallest first. A worker that is aborted needs this long to clean up. */
const cleanUpMs = 200;
const cases: readonly Case[] = [
  { items: 1, workers: 1, workMs: 500, graceMs: 1000 },
  { items: 0, workers: 1, workMs: 500, graceMs: 1000 },
  { items: 3, workers: 1, workMs: 500, graceMs: 1000 },
  { items: 5, workers: 2, workMs: 500, graceMs: 2000 },
  { items: 4, workers: 2, workMs: 1_000_000, graceMs: 1500 },
  { items: 9, workers: 3, workMs: 300, graceMs: 0.5 },
];

const inWords = ({ items, workers, workMs, graceMs }: Case): string =>
  `${items === 1 ? "1 item" : `${items} items`} of ${workMs} ms, workers: ${workers}, grace ${graceMs} ms`;

async function judgedRun(answer: DrainThenStop, given: Case) {
  const { loop, data, stop, working } = newPlant(given);
  const { clock, trace } = loop;
  let abortedAt: number | undefined;
  stop.signal.addEventListener("abort", () => (abortedAt = clock.now()));
  const workers = Promise.allSettled(working.map((one) => one.outcome));
  const plant: Plant = { clock, data, workers, stop };
  try {
    await loop.runUntilComplete(async () => await answer(plant, given.graceMs));
  } catch (error) {
    if (!(error instanceof DeadlockError)) throw error;
    const figure = timeline(trace, { title: inWords(given) });
    return { wrong: `it is never over: ${trace.blocked().join("; ")}`, figure };
  }
  const over = clock.now();
  const left = working.filter((one) => !one.done).length;
  const refused = await data.put(0).then(
    () => false,
    (error: unknown) => error instanceof QueueShutDown,
  );
  if (!refused) data.shutdown();
  await clock.sleep(2 * given.graceMs); // an abort that comes too late counts as well
  stop.abort();
  await clock.sleep(2 * cleanUpMs);

  const drainMs = Math.ceil(given.items / given.workers) * given.workMs;
  const drains = drainMs <= given.graceMs;
  const wanted = drains ? drainMs : given.graceMs + cleanUpMs;
  const figure = timeline(trace, { title: inWords(given), stop: { at: 0, over } });
  const wrong = problemOf({ refused, left, abortedAt, over }, { drains, wanted, given });
  return { wrong, figure };
}

interface Seen {
  readonly refused: boolean;
  readonly left: number;
  readonly abortedAt: number | undefined;
  readonly over: number;
}

function problemOf(
  { refused, left, abortedAt = Infinity, over }: Seen,
  expected: { readonly drains: boolean; readonly wanted: number; readonly given: Case },
): string | undefined {
  const { drains, wanted, given } = expected;
  const drained = `the queue is drained at ${wanted} ms`;
  if (!refused) return "the queue still takes items afterwards";
  if (left > 0) return `you return at ${over} ms, and workers still run: ${left}`;
  if (drains && abortedAt <= wanted + given.graceMs) {
    return `${drained}, and at ${abortedAt} ms it is aborted`;
  }
  if (!drains && abortedAt !== given.graceMs) {
    return `it is aborted at ${abortedAt} ms, and should be at ${given.graceMs} ms`;
  }
  if (over === wanted) return undefined;
  return `you return at ${over} ms, and all workers have ended at ${wanted} ms`;
}

/** Each item is its own work: so many milliseconds. */
function newPlant({ items, workers, workMs }: Case) {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const data = new Queue<number>({ name: "data" });
  const stop = new WatchedStop();
  for (let item = 1; item <= items; item++) data.putNowait(workMs);
  const work = async () => {
    const { signal } = stop;
    try {
      for (;;) await clock.sleep(await data.get({ signal }), { signal });
    } catch (error) {
      if (!(error instanceof QueueShutDown)) await clock.sleep(cleanUpMs);
    }
  };
  const working = Array.from({ length: workers }, (_, i) =>
    loop.createTask(work, { name: workers === 1 ? "worker" : `worker ${i + 1}` }),
  );
  return { loop, data, stop, working };
}
