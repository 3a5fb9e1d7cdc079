import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

export { bothTitles } from "./lesson4-unheard.ts";
export { allTitles, TitleSite } from "./lesson4-titles.ts";

/** Starts all the tasks, waits for all of them, and says how long that took. */
export type RunUntilComplete = (
  clock: Clock,
  tasks: readonly (() => Promise<string>)[],
) => Promise<{ readonly total: number; readonly results: readonly string[] }>;

export const runUntilComplete: Exercise<RunUntilComplete> = {
  id: "4.1",
  title: "run until complete",
  hints: [
    "Calling a task starts it. If you await it before you call the next one, they take turns.",
    "Call them all first: tasks.map((task) => task()) gives the promises. The total is a difference of two readings of the clock.",
    "Read the clock into a constant. await Promise.all(tasks.map((task) => task())) gives the results in the order of the tasks. The total is the clock now, less that constant.",
  ],
  async judge(answer) {
    const random = new Random(41);
    const lists = [[], [20], [20, 20], [30, 10], [10, 30, 20]];
    for (let i = 0; i < 40; i++) lists.push(latencies(random, 2 + (i % 6)));
    for (const startAt of [0, 100]) {
      for (const list of lists) {
        const verdict = await judgeRun(answer, list, startAt);
        if (!verdict.passed) return verdict;
      }
    }
    const swallowed = await judgeFailure(answer);
    return (
      swallowed ??
      passed("started together, results in order, and the total is that of the slowest task")
    );
  },
};

const latencies = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.integer(1, 50));

/** Calls the answer with tasks that take so many milliseconds, on a clock that already shows `startAt`. */
async function judgeRun(
  answer: RunUntilComplete,
  list: readonly number[],
  startAt: number,
): Promise<Verdict> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  await clock.sleep(startAt);
  const calls = list.map(() => 0);
  const tasks = list.map((ms, i) => async () => {
    calls[i] = (calls[i] ?? 0) + 1;
    return await trace.task(`task ${i + 1}`, async () => {
      await clock.sleep(ms);
      return `result ${i + 1}`;
    });
  });
  const blocked = () => trace.blocked();
  const { total, results } = await clock.run(() => answer(clock, tasks), { blocked });
  const endedAt = clock.now();
  await clock.sleep(Math.max(0, ...list)); // an answer that does not wait leaves tasks behind

  const slowest = Math.max(0, ...list);
  const wanted = list.map((_, i) => `result ${i + 1}`).join(", ");
  const shows = startAt === 0 ? "" : `, begun when the clock shows ${startAt} ms,`;
  const given = `for tasks of [${list.join(", ")}] ms${shows}`;
  const figure = list.length > 0 ? timeline(trace, { title: "The tasks as they ran" }) : undefined;
  const once = calls.findIndex((count) => count !== 1);
  if (once >= 0) {
    return failed(`${given} task ${once + 1} is called ${calls[once] ?? 0} times`, figure);
  }
  if (results.join(", ") !== wanted) {
    return failed(
      `${given} the results are [${results.join(", ")}], not [${wanted}]: order of the tasks, not of finishing`,
      figure,
    );
  }
  if (endedAt - startAt !== slowest) {
    return failed(
      `${given} it returns after ${endedAt - startAt} ms; started together, they need ${slowest} ms`,
      figure,
    );
  }
  if (total !== slowest) {
    return failed(`${given} the total is ${total} ms, and should be ${slowest} ms`, figure);
  }
  return passed("");
}

/** A failure must come out: a program that swallows it looks as if all had gone well. */
async function judgeFailure(answer: RunUntilComplete): Promise<Verdict | undefined> {
  const clock = new SimulatedClock();
  const task = (name: string, ms: number, fails: boolean) => async () => {
    await clock.sleep(ms);
    if (fails) throw new Error(`${name} failed`);
    return name;
  };
  const tasks = [task("task 1", 20, false), task("task 2", 10, true)];
  const said = await clock
    .run(() => answer(clock, tasks))
    .then(
      () => "nothing",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  await clock.sleep(20);
  if (said === "task 2 failed") return undefined;
  return failed(`task 2 of 2 fails with "task 2 failed", but the caller hears: ${said}`);
}

/** A program that logs its steps, and the order in which the learner expects them. */
export interface OrderPuzzle {
  readonly program: (clock: Clock, log: (line: string) => void) => Promise<void>;
  readonly order: readonly string[];
}

const puzzleLines = [
  ...["slow", "fast", "race is over", "fine", "broken", "allSettled is over"],
  ...["good", "bad", "all is over", "end"],
];

export const orderPuzzle: Exercise<OrderPuzzle> = {
  id: "4.2",
  title: "all, allSettled, race",
  hints: [
    "Write a time beside each line. Everything inside one pair of square brackets starts at the same instant.",
    "race is over with the first that settles, allSettled with the last, all with the first failure. None of them stops the others.",
    "The race is over at 10 ms, allSettled at 30, all at 50. The loser of the race wakes at 40, and the good one at 60.",
  ],
  async judge({ program, order }) {
    const clock = new SimulatedClock();
    const trace = new Trace(clock);
    const ran: { readonly line: string; readonly at: number }[] = [];
    await trace.run(() => program(clock, (line) => ran.push({ line, at: clock.now() })));
    const lines = ran.map(({ line }) => line);
    if ([...lines].sort().join() !== [...puzzleLines].sort().join()) {
      return failed(
        "the program itself was changed: reset its cell, and put only the lines in order",
      );
    }
    const wrong = ran.findIndex(({ line }, i) => order[i] !== line);
    if (wrong < 0 && order.length === lines.length) {
      return passed(`the program really logs its ${lines.length} lines in this order`);
    }
    const written = order[wrong < 0 ? lines.length : wrong] ?? "nothing";
    if (wrong < 0)
      return failed(`the program logs ${lines.length} lines, and "${written}" is too many`);
    const before = wrong === 0 ? "first" : `after "${lines[wrong - 1] ?? ""}"`;
    return failed(`you have the first ${wrong} right; "${written}" is not what comes ${before}`);
  },
};
