import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { Flow } from "../flow.ts";
import { flowFigure } from "../flow-figure.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** Gathers items into lists: full ones, or what has come `maxMs` after a list's first item. */
export type MakeBatches = (
  source: AsyncIterable<number>,
  maxItems: number,
  maxMs: number,
  clock: Clock,
) => AsyncIterable<readonly number[]>;

export const batches: Exercise<MakeBatches> = {
  id: "10.2",
  title: "batches that do not wait for ever",
  hints: [
    "Two things can end a batch that is not full: the source has ended, or the time is up. Your loop waits for the first only.",
    "Start a timer when the first item of a batch has come, and wait for whatever is first: the next item or the timer. Promise.race does that. The item that lost is not lost: its promise stays in next.",
    "const late = clock.sleep(maxMs).then(() => undefined) beside items; then const came = await Promise.race([next, late]); and if (came === undefined || came.done) break.",
  ],
  async judge(answer) {
    for (const given of cases()) {
      const verdict = await judgeCase(answer, given);
      if (!verdict.passed) return verdict;
    }
    return await judgeLeaving(answer);
  },
};

interface Case {
  /** How long after the item before it each one comes, in milliseconds. */
  readonly gaps: readonly number[];
  readonly maxItems: number;
  readonly maxMs: number;
}

function cases(): Case[] {
  const small: Case[] = [
    { gaps: [0], maxItems: 2, maxMs: 100 },
    { gaps: [0, 10], maxItems: 2, maxMs: 100 },
    { gaps: [0, 500], maxItems: 2, maxMs: 100 },
    { gaps: [0, 10, 10, 10, 10], maxItems: 2, maxMs: 100 },
    { gaps: [0, 70, 70], maxItems: 3, maxMs: 100 },
    { gaps: [300, 10, 300, 10, 10, 300], maxItems: 3, maxMs: 100 },
  ];
  const random = new Random(102);
  const large = Array.from({ length: 60 }, (_, i) => ({
    gaps: Array.from({ length: 3 + (i % 12) }, () => random.duration(0, 90)), // no two events at one instant
    maxItems: random.integer(1, 5),
    maxMs: random.duration(20, 200),
  }));
  return [...small, ...large];
}

/** A batch, and when it was handed on: "1 2 at 100 ms". */
function wanted({ gaps, maxItems, maxMs }: Case): string[] {
  let [at, first] = [0, 0];
  const done: string[] = [];
  let open: number[] = [];
  const close = (when: number) => {
    if (open.length > 0) done.push(shown(open, when));
    open = [];
  };
  for (const [i, gap] of gaps.entries()) {
    at += gap;
    if (open.length > 0 && at > first + maxMs) close(first + maxMs);
    if (open.length === 0) first = at;
    open.push(i + 1);
    if (open.length === maxItems) close(at);
  }
  close(at);
  return done;
}

const shown = (items: readonly number[], at: number): string =>
  `${items.join(" ")} at ${Math.round(at)} ms`;

async function* itemsOf(clock: Clock, gaps: readonly number[]): AsyncGenerator<number> {
  for (const [i, gap] of gaps.entries()) {
    await clock.sleep(gap);
    yield i + 1;
  }
}

async function judgeCase(answer: MakeBatches, given: Case): Promise<Verdict> {
  const clock = new SimulatedClock();
  const flow = new Flow(clock, ["items", "batch", "reader"]);
  const got: string[] = [];
  await clock.run(async () => {
    const watched = flow.watch("items", itemsOf(clock, given.gaps));
    const stream = answer(watched, given.maxItems, given.maxMs, clock);
    for await (const items of flow.watch("batch", stream)) got.push(shown(items, clock.now()));
  });
  const should = wanted(given);
  if (got.join("; ") === should.join("; ")) return passed("");
  const [items, ms] = [given.maxItems, Math.round(given.maxMs)];
  const story = `at most ${items} items or ${ms} ms, gaps of ${given.gaps.map(Math.round).join(", ")} ms`;
  return failed(
    `${story}: you give ${listed(got)}, and it should be ${listed(should)}`,
    flowFigure(flow, { title: story }),
  );
}

const listed = (batches: readonly string[]): string =>
  batches.length === 0 ? "nothing" : batches.map((one) => `[${one}]`).join(" ");

async function firstOf<T>(stream: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of stream) return item;
  return undefined;
}

async function judgeLeaving(answer: MakeBatches): Promise<Verdict> {
  const clock = new SimulatedClock();
  let isClosed = false;
  async function* source(): AsyncGenerator<number> {
    try {
      yield* itemsOf(clock, [0, 10, 10, 10, 10]);
    } finally {
      isClosed = true;
    }
  }
  const flow = new Flow(clock, ["items", "batch", "reader"]);
  const stream = answer(flow.watch("items", source()), 2, 100, clock);
  await clock.run(() => firstOf(flow.watch("batch", stream)));
  if (!isClosed) {
    const story = "who leaves after the first batch leaves the source open";
    return failed(story, flowFigure(flow, { title: "Leaving after the first batch" }));
  }
  return passed("each batch is handed on when it is full or its time is up, and nothing is lost");
}
