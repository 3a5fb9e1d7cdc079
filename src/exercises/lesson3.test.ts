import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../queue.ts";
import { fairWaiters, type MakeQueue, putAll, putAndGet, unfairQueue } from "./lesson3.ts";
import { judgeQueue } from "./lesson3-schedules.ts";
import { accepts, rejects } from "./testing.ts";

/** The solution; each wrong answer changes one line of it. */
const right: MakeQueue = (items, waiters) => ({
  put(item) {
    const waiter = waiters.shift();
    if (waiter) waiter(item);
    else items.push(item);
  },
  get() {
    const item = items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => waiters.push(resolve));
  },
});

const withPut =
  (put: (item: number, ...lists: Parameters<MakeQueue>) => unknown): MakeQueue =>
  (items, waiters) => ({ ...right(items, waiters), put: (item) => put(item, items, waiters) });

const withGet =
  (get: (...lists: Parameters<MakeQueue>) => PromiseLike<number>): MakeQueue =>
  (items, waiters) => ({ ...right(items, waiters), get: () => get(items, waiters) });

test("3.1 accepts direct hand-off, and the queue of the library", async () => {
  await accepts(putAndGet, right);
  await accepts(putAndGet, () => new Queue<number>());
});

test("3.1 accepts storing first and matching then", async () => {
  await accepts(
    putAndGet,
    withPut((item, items, waiters) => {
      items.push(item);
      if (waiters.length > 0) waiters.shift()?.(items.shift() as number);
    }),
  );
});

const wrong: readonly [name: string, answer: MakeQueue, because: RegExp][] = [
  [
    "a put that ignores who waits (the starter)",
    withPut((item, items) => items.push(item)),
    /A asks, put 0: item 0 was put, A waits, and they do not meet$/,
  ],
  [
    "the newest item first",
    withGet((items, waiters) => {
      if (items.length > 0) return Promise.resolve(items.pop() as number);
      return new Promise((resolve) => waiters.push(resolve));
    }),
    /put 0, put 1, A asks: A got item 1, though item 0 was put before it$/,
  ],
  [
    "who asked last first",
    withPut((item, items, waiters) => {
      const waiter = waiters.pop();
      if (waiter) waiter(item);
      else items.push(item);
    }),
    /A asks, B asks, put 0: B was served, though A had asked before$/,
  ],
  [
    "a test that takes item 0 for nothing",
    withGet((items, waiters) => {
      const item = items.shift();
      if (item) return Promise.resolve(item);
      return new Promise((resolve) => waiters.push(resolve));
    }),
    /put 0, A asks: item 0 was put, A waits, and they do not meet$/,
  ],
  [
    "a waiter that is served again and again",
    withPut((item, items, waiters) => {
      const waiter = waiters[0];
      if (waiter) waiter(item);
      else items.push(item);
    }),
    /A asks, put 0, put 1, B asks: item 1 was put, B waits, and they do not meet$/,
  ],
  [
    "an item for everybody who waits",
    withPut((item, items, waiters) => {
      if (waiters.length === 0) items.push(item);
      for (const waiter of waiters.splice(0)) waiter(item);
    }),
    /A asks, B asks, put 0: item 0 was handed over twice: to B and to A$/,
  ],
  [
    "an item that is handed over and kept as well",
    withPut((item, items, waiters) => {
      waiters.shift()?.(item);
      items.push(item);
    }),
    /A asks, put 0, B asks: item 0 was handed over twice: to A and to B$/,
  ],
  [
    "a get that does not wait",
    withGet((items) => Promise.resolve(items.shift() as number)),
    /A asks: A got undefined, which nobody has put$/,
  ],
  [
    "a get that polls without end",
    withGet(async (items) => {
      while (items.length === 0) await Promise.resolve();
      return items.shift() as number;
    }),
    /A asks: the get of A failed: items was looked at 2000 times: that is polling$/,
  ],
  [
    "a get that holds the thread",
    withGet(async (items) => {
      for (;;) if (items.length > 0) return await Promise.resolve(items.shift() as number);
    }),
    /that is polling$/,
  ],
];

for (const [name, answer, because] of wrong) {
  test(`3.1 rejects ${name}, and shows the smallest schedule`, async () => {
    const verdict = await rejects(putAndGet, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg .*figure-broken/s);
  });
}

test("3.1 rejects a bug that only a long schedule shows, and shortens it", async () => {
  const forgetsTheSeventh = withPut((item, items, waiters) => {
    const waiter = waiters.shift();
    if (waiter) waiter(item);
    else if (items.length < 7) items.push(item);
  });
  const { because } = await rejects(putAndGet, forgetsTheSeventh);
  const puts = because.match(/put \d+/g) ?? [];
  const asks = because.match(/[A-Z] asks/g) ?? [];
  assert.deepEqual([puts.length, asks.length], [8, 8]); // eight are put, and the eighth who asks waits
});

test("3.1 rejects an answer that throws", async () => {
  const verdict = await rejects(putAndGet, () => {
    throw new Error("not written");
  });
  assert.match(verdict.because, /your answer threw Error: not written/);
});

const mended = () => right([], []);

test("3.2 accepts the shortest schedule and the mended queue", async () => {
  await accepts(fairWaiters, { shortest: ["get", "get", "put"], queue: mended });
});

test("3.2 the schedule it asks for is the smallest that any check finds", async () => {
  const verdict = await judgeQueue(unfairQueue);
  assert.match(verdict.because, /^A asks, B asks, put 0: B was served/);
});

test("3.2 rejects schedules that do not show the bug", async () => {
  for (const shortest of [
    [],
    ["put", "get"],
    ["get", "put", "get"],
    ["put", "get", "get"],
  ] as const) {
    const verdict = await rejects(fairWaiters, { shortest, queue: mended });
    assert.match(verdict.because, /breaks no rule$/);
  }
});

test("3.2 rejects a schedule that is longer than need be", async () => {
  const shortest = ["put", "get", "get", "get", "put"] as const;
  const verdict = await rejects(fairWaiters, { shortest, queue: mended });
  assert.match(verdict.because, /of 5 steps shows the bug, but a shorter one does too/);
});

test("3.2 rejects a queue that still has the bug", async () => {
  const verdict = await rejects(fairWaiters, {
    shortest: ["get", "get", "put"],
    queue: unfairQueue,
  });
  assert.match(
    verdict.because,
    /is the shortest; now mend it: A asks, B asks, put 0: B was served/,
  );
});

test("3.2 rejects a queue that was mended at the wrong end: items come out in reverse", async () => {
  const queue = () => {
    const items: number[] = [];
    return { ...right(items, []), put: (item: number) => items.unshift(item) };
  };
  await rejects(fairWaiters, { shortest: ["get", "get", "put"], queue });
});

test("3.2 rejects a get that looks again and again, instead of hanging", async () => {
  class Polling {
    items: number[] = [];
    put(item: number): void {
      this.items.push(item);
    }
    async get(): Promise<number> {
      while (this.items.length === 0) await Promise.resolve();
      return this.items.shift() as number;
    }
  }
  const queue = () => new Polling();
  const verdict = await rejects(fairWaiters, { shortest: ["get", "get", "put"], queue });
  assert.match(verdict.because, /items was looked at 2000 times: that is polling/);
});

test("3.4 accepts the loop with a waiter for each item", async () => {
  await accepts(putAll, (batch, items, waiters) => {
    for (const item of batch) {
      const waiter = waiters.shift();
      if (waiter) waiter(item);
      else items.push(item);
    }
  });
});

const wrongBatches: readonly [string, Parameters<typeof putAll.judge>[0], RegExp][] = [
  [
    "keeping everything (the starter)",
    (batch, items) => {
      for (const item of batch) items.push(item);
    },
    /a batch of 1, 0 in the list, 1 waiting: it handed over \[\], and should hand over \[0 → A\]/,
  ],
  [
    "one waiter for the whole batch",
    (batch, items, waiters) => {
      const waiter = waiters.shift();
      for (const item of batch) {
        if (waiter) waiter(item);
        else items.push(item);
      }
    },
    /A was called twice; only the first item arrives/,
  ],
  [
    "looking at a waiter without taking it",
    (batch, items, waiters) => {
      for (const item of batch) {
        const waiter = waiters[0];
        if (waiter) waiter(item);
        else items.push(item);
      }
    },
    /a batch of 1, 0 in the list, 1 waiting: who was served still waits/,
  ],
  [
    "an item for everybody",
    (batch, items, waiters) => {
      for (const item of batch) {
        if (waiters.length === 0) items.push(item);
        for (const waiter of waiters.splice(0)) waiter(item);
      }
    },
    /should hand over \[0 → A\]/,
  ],
  [
    "an await before the hand-over",
    async (batch, items, waiters) => {
      for (const item of batch) {
        await Promise.resolve();
        const waiter = waiters.shift();
        if (waiter) waiter(item);
        else items.push(item);
      }
    },
    /a batch of 1, 0 in the list, 0 waiting: it leaves \[\] in the list, and should leave \[0\]/,
  ],
  [
    "handing over and keeping as well",
    (batch, items, waiters) => {
      for (const item of batch) {
        waiters.shift()?.(item);
        items.push(item);
      }
    },
    /it leaves \[0\] in the list, and should leave \[\]/,
  ],
  [
    "a loop that never ends",
    (_, items) => {
      for (;;) items.push(0);
    },
    /that is polling/,
  ],
];

for (const [name, answer, because] of wrongBatches) {
  test(`3.4 rejects ${name}`, async () => {
    assert.match((await rejects(putAll, answer)).because, because);
  });
}

test("3.4 rejects an answer that fails later, or never ends", async () => {
  await rejects(putAll, () => Promise.reject(new Error("later")));
  await rejects(putAll, () => new Promise(() => {}));
});
