import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../clock.ts";
import { mapLimit } from "../streams.ts";
import {
  batches,
  type FirstOver,
  firstOver,
  type MakeBatches,
  type MapInOrder,
  mapInOrder,
} from "./lesson10.ts";
import { accepts, rejects } from "./testing.ts";

/** The solution; `isFull` says when to wait for the first that is running. */
const mapping = (
  isFull: (running: number, limit: number) => boolean,
  left: (running: Promise<string>[]) => readonly Promise<string>[] = (all) => all,
): MapInOrder =>
  async function* (items, limit, work) {
    const running: Promise<string>[] = [];
    for await (const item of items) {
      running.push(work(item));
      if (isFull(running.length, limit)) yield (await running.shift()) ?? "";
    }
    for (const result of left(running)) yield await result;
  };

const atLimit = (running: number, limit: number) => running >= limit;

test("10.1 accepts a list of what is running, and the library's mapLimit", async () => {
  await accepts(mapInOrder, mapping(atLimit));
  await accepts(mapInOrder, mapLimit);
});

const wrongMaps: readonly [name: string, answer: MapInOrder, because: RegExp][] = [
  ["one at a time (the starter)", mapping(() => true), /never more than 1 at once, and 2 may be$/],
  ["one too many", mapping((running, limit) => running > limit), /: 2 are worked on at once$/],
  ["no limit", mapping(() => false), /limit 1, work of 10, 10 ms: 2 are worked on at once$/],
  [
    "what is left is forgotten",
    mapping(atLimit, () => []),
    /limit 2, work of 10 ms: the results are \[\]$/,
  ],
  [
    "results as they come",
    async function* (items, limit, work) {
      const results: string[] = [];
      const running = new Set<Promise<unknown>>();
      for await (const item of items) {
        const one: Promise<unknown> = work(item).then((result) => {
          results.push(result);
          running.delete(one);
        });
        running.add(one);
        if (running.size >= limit) await Promise.race(running);
        yield* results.splice(0);
      }
      await Promise.all(running);
      yield* results;
    },
    /the results are \[.*result 1, result 0/,
  ],
  [
    "all of a group before the next group",
    async function* (items, limit, work) {
      let group: Promise<string>[] = [];
      for await (const item of items) {
        group.push(work(item));
        if (group.length < limit) continue;
        yield* await Promise.all(group);
        group = [];
      }
      yield* await Promise.all(group);
    },
    /it takes \d+ ms, and \d+ do$/,
  ],
];

for (const [name, answer, because] of wrongMaps) {
  test(`10.1 rejects ${name}`, async () => {
    const verdict = await rejects(mapInOrder, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

/** The solution of 10.2, with the timer that `timer` makes anew for the batch or for each item. */
const batching = (
  timer: (clock: Clock, maxMs: number) => Promise<undefined>,
  { perItem = false, closes = true, loses = false } = {},
): MakeBatches =>
  async function* (items, maxItems, maxMs, clock) {
    const iterator = items[Symbol.asyncIterator]();
    try {
      let next = iterator.next();
      for (let first = await next; first.done !== true; first = await next) {
        const full = [first.value];
        let late = timer(clock, maxMs);
        next = iterator.next();
        while (full.length < maxItems) {
          const came = await Promise.race([next, late]);
          if (came === undefined && loses) next = iterator.next();
          if (came === undefined || came.done === true) break;
          full.push(came.value);
          next = iterator.next();
          if (perItem) late = timer(clock, maxMs);
        }
        yield full;
      }
    } finally {
      if (closes) await iterator.return?.();
    }
  };

const sleeping = (clock: Clock, maxMs: number) => clock.sleep(maxMs).then(() => undefined);

test("10.2 accepts a race of the next item and the batch's timer", async () => {
  await accepts(batches, batching(sleeping));
});

const never = () => new Promise<undefined>(() => {});
const wrongBatches: readonly [name: string, answer: MakeBatches, because: RegExp][] = [
  [
    "no timer (the starter)",
    batching(never),
    /gaps of 0, 500 ms: you give \[1 2 at 500 ms\], and it should be \[1 at 100 ms\] \[2 at 500 ms\]$/,
  ],
  ["a timer for each item", batching(sleeping, { perItem: true }), /gaps of 0, 70, 70 ms/],
  [
    "the late item is lost",
    batching(sleeping, { loses: true }),
    /gaps of 0, 500 ms: you give \[1 at 100 ms\], /,
  ],
  ["the source stays open", batching(sleeping, { closes: false }), /leaves the source open$/],
  [
    "each item alone",
    async function* (items) {
      for await (const item of items) yield [item];
    },
    /gaps of 0, 10 ms/,
  ],
];

for (const [name, answer, because] of wrongBatches) {
  test(`10.2 rejects ${name}`, async () => {
    const verdict = await rejects(batches, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

test("10.3 accepts for await, and a return that is awaited in a finally", async () => {
  await accepts(firstOver, async (readings, limit) => {
    for await (const reading of readings) if (reading > limit) return reading;
    return undefined;
  });
  await accepts(
    firstOver,
    byHand((iterator) => iterator.return?.()),
  );
});

function byHand(close: (iterator: AsyncIterator<number>) => unknown): FirstOver {
  return async (readings, limit) => {
    const iterator = readings[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return undefined;
        if (next.value > limit) return next.value;
      }
    } finally {
      await close(iterator);
    }
  };
}

const wrongDoors: readonly [name: string, answer: FirstOver, because: RegExp][] = [
  ["an open door (the starter)", byHand(() => undefined), /readings of \[5\], .*still on$/],
  [
    "a return that nobody awaits",
    byHand((iterator) => void iterator.return?.()),
    /readings of \[5\], .*still on$/,
  ],
  [
    "reading all of them first",
    async (readings, limit) => {
      const all: number[] = [];
      for await (const reading of readings) all.push(reading);
      return all.find((reading) => reading > limit);
    },
    /5 readings are taken, and 2 are needed$/,
  ],
  [
    "one that is not over the limit",
    async (readings, limit) => {
      for await (const reading of readings) if (reading >= limit) return reading;
      return undefined;
    },
    /you give 3, and it should be undefined$/,
  ],
];

for (const [name, answer, because] of wrongDoors) {
  test(`10.3 rejects ${name}`, async () => {
    const verdict = await rejects(firstOver, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}
