import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LifoQueue, PriorityQueue } from "./queue-variants.ts";

interface Job {
  readonly priority: number;
  readonly name: string;
}

/** Takes everything that is inside. */
function drain<T>(queue: PriorityQueue<T> | LifoQueue<T>): T[] {
  return Array.from({ length: queue.size }, () => queue.getNowait());
}

test("A4 the newest item leaves a LifoQueue first", () => {
  const queue = new LifoQueue<number>();
  for (const item of [1, 3, 2]) queue.putNowait(item);
  assert.deepEqual(drain(queue), [2, 3, 1]);
});

test("A4 the smallest item leaves a PriorityQueue first", () => {
  const queue = new PriorityQueue<number>();
  for (const item of [10, 9, 30, 1]) queue.putNowait(item);
  assert.deepEqual(drain(queue), [1, 9, 10, 30]);
});

// Decided: asyncio's heapq promises nothing here, and compares the rest of the tuple.
test("A4 of equal priorities the one that was put first leaves first", () => {
  const jobs = fc.array(fc.record({ priority: fc.integer({ min: 0, max: 3 }) }), { maxLength: 40 });
  fc.assert(
    fc.property(jobs, (priorities) => {
      const items = priorities.map(({ priority }, i): Job => ({ priority, name: `${i}` }));
      const queue = new PriorityQueue({ compare: (a: Job, b: Job) => a.priority - b.priority });
      for (const item of items) queue.putNowait(item);
      const stable = [...items].sort((a, b) => a.priority - b.priority); // sort is stable
      assert.deepEqual(drain(queue), stable);
    }),
    { numRuns: 500 },
  );
});

test("A4 items that < cannot order need a compare: without it the program does not type-check", () => {
  // @ts-expect-error: which of two jobs is smaller?
  new PriorityQueue<Job>();
  // @ts-expect-error: < compares arrays as text, so that [10] would leave before [9]
  new PriorityQueue<number[]>({ maxSize: 1 });
  const words = new PriorityQueue<string>({ name: "words" });
  for (const word of ["b", "a", "b"]) words.putNowait(word);
  assert.deepEqual([words.name, drain(words)], ["words", ["a", "b", "b"]]);
});

test("A4 an item goes to the one who waits, whatever is put next", async () => {
  const queue = new PriorityQueue<number>();
  const waiting = queue.get();
  queue.putNowait(2);
  queue.putNowait(1);
  assert.deepEqual([await waiting, await queue.get()], [2, 1]);
});

test("A4 who waits for room is let in in the order of asking, and then the smallest item leaves", async () => {
  const queue = new PriorityQueue<number>({ maxSize: 2 });
  const puts = [5, 7, 6, 1].map((item) => queue.put(item));
  assert.deepEqual(
    [0, 1, 2, 3].map(() => queue.getNowait()),
    [5, 6, 1, 7],
  );
  await Promise.all(puts);
});

for (const [kind, newQueue] of [
  ["PriorityQueue", () => new PriorityQueue<number>({ maxSize: 3 })],
  ["LifoQueue", () => new LifoQueue<number>({ maxSize: 3 })],
] as const) {
  test(`a ${kind} has a bound, can be joined, and drops its items at an immediate shutdown`, async () => {
    const queue = newQueue();
    for (const item of [1, 2, 3]) queue.putNowait(item);
    assert.equal(queue.full, true);
    const join = queue.join();
    queue.getNowait();
    queue.shutdown({ immediate: true });
    assert.equal(queue.size, 0);
    queue.taskDone();
    await join;
  });

  test(`a ${kind} refuses a maxSize of 0`, () => {
    const options = { maxSize: 0 };
    const make = {
      PriorityQueue: () => new PriorityQueue<number>(options),
      LifoQueue: () => new LifoQueue(options),
    };
    assert.throws(make[kind], RangeError);
  });
}

test("an item that cannot be compared is refused, and nothing inside is lost", async () => {
  const queue = new PriorityQueue({
    compare: (a: { at?: { time: number } }, b: { at?: { time: number } }) =>
      (a.at as { time: number }).time - (b.at as { time: number }).time,
  });
  for (const time of [5, 3, 4]) queue.putNowait({ at: { time } });
  assert.throws(() => queue.putNowait({}), TypeError);
  assert.equal(queue.size, 3);
  const times: (number | undefined)[] = [];
  while (!queue.empty) {
    times.push(queue.getNowait().at?.time);
    queue.taskDone();
  }
  assert.deepEqual(times, [3, 4, 5]);
  await queue.join();
});
