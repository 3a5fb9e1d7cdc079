import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { EventLoop } from "../loop.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";

export { batches, type MakeBatches } from "./lesson10-batch.ts";
export { type FirstOver, firstOver } from "./lesson10-door.ts";
export { titles, type Titles } from "./lesson10-titles.ts";

/** Works on at most `limit` items at once and yields the results in the order of the items. */
export type MapInOrder = (
  source: AsyncIterable<number>,
  limit: number,
  work: (item: number) => Promise<string>,
) => AsyncIterable<string>;

export const mapInOrder: Exercise<MapInOrder> = {
  id: "10.1",
  title: "map with a limit, in order",
  hints: [
    "Your loop awaits each piece of work before it takes the next item. What if it only kept the promise?",
    "Keep the promises in an array, in the order of the items. When there are as many as the limit allows, wait for the first of them and yield what it gives. What is left in the array when the source has ended?",
    "In the loop: running.push(work(item)); if (running.length >= limit) yield await running.shift(). After the loop: for (const result of running) yield await result.",
  ],
  async judge(answer) {
    for (const given of cases()) {
      const verdict = await judgeCase(answer, given);
      if (!verdict.passed) return verdict;
    }
    return passed("in order, never more than the limit at once, and never fewer without need");
  },
};

interface Case {
  /** How long the work on each item takes, in milliseconds. */
  readonly works: readonly number[];
  readonly limit: number;
}

/** Few items before many. */
function cases(): Case[] {
  const small = [[10], [10, 10], [30, 10], [10, 30, 10], [30, 10, 10, 10]];
  const random = new Random(10);
  const large = Array.from({ length: 20 }, (_, i) =>
    Array.from({ length: 5 + i }, () => random.integer(1, 9) * 10),
  );
  return [...small, ...large].flatMap((works) => [1, 2, 3, 7].map((limit) => ({ works, limit })));
}

async function judgeCase(answer: MapInOrder, { works, limit }: Case): Promise<Verdict> {
  const loop = new EventLoop({ clock: new SimulatedClock() });
  let [running, most] = [0, 0];
  const work = (item: number) =>
    loop.createTask(
      async () => {
        most = Math.max(most, (running += 1));
        await loop.clock.sleep(works[item] ?? 0);
        running -= 1;
        return `result ${item}`;
      },
      { name: `item ${item}` },
    ).outcome;
  const results: string[] = [];
  await loop.runUntilComplete(async () => {
    for await (const result of answer(items(loop.clock, works.length), limit, work))
      results.push(result);
  });
  const story = `limit ${limit}, work of ${works.join(", ")} ms`;
  const figure = timeline(loop.trace, { title: story });
  const wanted = works.map((_, item) => `result ${item}`);
  if (results.join() !== wanted.join()) {
    return failed(`${story}: the results are [${results.join(", ")}]`, figure);
  }
  if (most > limit) return failed(`${story}: ${most} are worked on at once`, figure);
  const could = Math.min(limit, works.length);
  if (most < could) {
    return failed(`${story}: never more than ${most} at once, and ${could} may be`, figure);
  }
  const enough = timeInOrder(works, limit);
  const took = loop.clock.now();
  if (took > enough) return failed(`${story}: it takes ${took} ms, and ${enough} do`, figure);
  return passed("");
}

async function* items(clock: Clock, count: number): AsyncGenerator<number> {
  for (let item = 0; item < count; item += 1) {
    await clock.sleep(0);
    yield item;
  }
}

/** An item begins when the one `limit` places before it has been handed on, which is when all before that one have. */
function timeInOrder(works: readonly number[], limit: number): number {
  const handedOn: number[] = [];
  for (const [i, work] of works.entries()) {
    const begins = handedOn[i - limit] ?? 0;
    handedOn.push(Math.max(begins + work, handedOn[i - 1] ?? 0));
  }
  return handedOn.at(-1) ?? 0;
}
