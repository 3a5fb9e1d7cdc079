import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { CancelledError, QueueEmpty } from "./errors.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";
import type { WaitOptions } from "./wait.ts";

/** A call that may wait, and the means to end it. */
interface Call<T> {
  /** What it returned, or the name of the error it rejected with. */
  readonly outcome: Promise<T | string>;
  stop(): void;
}

type Begin = <T>(loop: EventLoop, call: (options?: WaitOptions) => Promise<T>) => Call<T>;

const outcomeOf = <T>(promise: Promise<T>): Promise<T | string> =>
  promise.catch((error: Error) => error.name);

/** A call that is ended by a signal, made in a loop's task or outside of tasks. */
function abortable<T>(make: (options: WaitOptions) => Promise<T>): Call<T> {
  const controller = new AbortController();
  const outcome = outcomeOf(make({ signal: controller.signal }));
  return { outcome, stop: () => controller.abort() };
}

const cancelled: Begin = (loop, call) => {
  const task = loop.createTask(call);
  return { outcome: outcomeOf(task.outcome), stop: () => void task.cancel() };
};

/** All that can end a wait, and what the wait then rejects with. */
const ways: readonly { readonly way: string; readonly error: string; readonly begin: Begin }[] = [
  {
    way: "AbortSignal, in a task",
    error: "AbortError",
    begin: (loop, call) => abortable((options) => loop.createTask(() => call(options)).outcome),
  },
  {
    way: "AbortSignal, outside of tasks",
    error: "AbortError",
    begin: (_, call) => abortable(call),
  },
  { way: "Task.cancel", error: "CancelledError", begin: cancelled },
];

interface Stage {
  readonly loop: EventLoop;
  readonly error: string;
  /** Begins calls, one after the other, and lets them come as far as they can. */
  readonly begin: <T>(...calls: ((options?: WaitOptions) => Promise<T>)[]) => Promise<Call<T>[]>;
}

/** One test for each way to end a wait. */
function eachWay(title: string, play: (stage: Stage) => Promise<void>): void {
  for (const { way, error, begin } of ways) {
    test(`${title} (${way})`, async () => {
      const loop = new EventLoop({ clock: new SimulatedClock() });
      const stage: Stage = {
        loop,
        error,
        begin: async (...calls) => {
          const begun = calls.map((call) => begin(loop, call));
          await sleep(0);
          return begun;
        },
      };
      await loop.runUntilComplete(() => play(stage));
    });
  }
}

const getFrom =
  <T>(queue: Queue<T>) =>
  (options?: WaitOptions) =>
    queue.get(options);

const outcomes = <T>(calls: readonly Call<T>[]): Promise<(T | string)[]> =>
  Promise.all(calls.map((call) => call.outcome));

eachWay("B3 a getter that was stopped is skipped", async ({ begin, error }) => {
  const queue = new Queue<number>();
  const getters = await begin(getFrom(queue), getFrom(queue));
  getters[0]?.stop();
  queue.putNowait(1);
  assert.deepEqual(await outcomes(getters), [error, 1]);
});

// asyncio puts the item back; here it has been handed over, and who got it keeps it (Trio's rule).
eachWay(
  "B4 a getter that is stopped in the turn of the hand-off gets the first item",
  async (stage) => {
    const queue = new Queue<number>();
    const [getter] = await stage.begin(getFrom(queue));
    queue.putNowait(1);
    queue.putNowait(2);
    getter?.stop();
    assert.deepEqual([await getter?.outcome, queue.getNowait(), queue.size], [1, 2, 0]);
  },
);

test("B4 a task that is cancelled in the turn of the hand-off hears of it at its next wait, once", async () => {
  const loop = new EventLoop({ clock: new SimulatedClock() });
  const queue = new Queue<number>();
  const log: (number | string)[] = [];
  const get = async () => void log.push(await outcomeOf(queue.get()));
  const reader = loop.createTask(async () => {
    await get();
    await get();
    await get();
  });
  await loop.runUntilComplete(async () => {
    await sleep(1);
    queue.putNowait(1);
    queue.putNowait(2);
    reader.cancel();
    await reader;
  });
  assert.deepEqual([log, queue.size], [[1, "CancelledError", 2], 0]);
});

eachWay(
  "B5 of three getters one is stopped: the others receive both items, whenever it is stopped",
  async ({ begin, error }) => {
    for (const [stopped, expected] of [
      [0, [error, 1, 2]],
      [1, [1, error, 2]],
      [2, [1, 2, error]],
    ] as const) {
      const queue = new Queue<number>();
      const get = getFrom(queue);
      const getters = await begin(get, get, get);
      getters[stopped]?.stop();
      queue.putNowait(1);
      queue.putNowait(2);
      assert.deepEqual([await outcomes(getters), queue.size], [expected, 0]);
    }
  },
);

eachWay(
  "B5 getters that are stopped after the hand-off keep their items; the third goes on waiting",
  async ({ begin, error }) => {
    const queue = new Queue<number>();
    const get = getFrom(queue);
    const getters = await begin(get, get, get);
    queue.putNowait(1);
    queue.putNowait(2);
    getters.forEach((getter) => getter.stop());
    assert.deepEqual(await outcomes(getters), [1, 2, error]);
    queue.putNowait(3);
    assert.equal(queue.getNowait(), 3);
  },
);

eachWay("B6 a getter that was stopped leaves its place at once", async ({ begin, error }) => {
  const queue = new Queue<number>();
  for (let i = 0; i < 5; i++) {
    const [getter] = await begin(getFrom(queue));
    getter?.stop();
    queue.putNowait(i); // whoever were still in the list would take it
    assert.deepEqual([queue.size, queue.getNowait()], [1, i]);
    assert.equal(await getter?.outcome, error);
  }
  assert.throws(() => queue.getNowait(), QueueEmpty);
});

test("B6 C5 a wait listens to its signal only while it lasts", async () => {
  const { signal } = new AbortController();
  const queue = new Queue<number>({ maxSize: 1 });
  const listeners = () => getEventListeners(signal, "abort").length;
  const get = queue.get({ signal });
  assert.equal(listeners(), 1);
  queue.putNowait(1);
  assert.equal(listeners(), 0);
  assert.equal(await get, 1);
  queue.putNowait(2);
  const [put, join] = [queue.put(3, { signal }), queue.join({ signal })];
  assert.equal(listeners(), 2);
  queue.shutdown({ immediate: true });
  assert.equal(listeners(), 1); // 1 was got, and its taskDone is missing
  queue.taskDone();
  await Promise.all([assert.rejects(put), join]);
  assert.equal(listeners(), 0);
});

eachWay("B7 an item that arrives at the deadline, but before it, is got", async (stage) => {
  const queue = new Queue<number>();
  const [getter] = await stage.begin(getFrom(queue));
  const { clock } = stage.loop;
  clock.callLater(10, () => queue.putNowait(1));
  clock.callLater(10, () => getter?.stop());
  assert.deepEqual([await getter?.outcome, clock.now(), queue.size], [1, 10, 0]);
});

eachWay(
  "B7 an item that arrives at the deadline, but after it, stays in the queue",
  async (stage) => {
    const queue = new Queue<number>();
    const [getter] = await stage.begin(getFrom(queue));
    const { clock } = stage.loop;
    clock.callLater(10, () => getter?.stop());
    clock.callLater(10, () => queue.putNowait(1));
    assert.deepEqual([await getter?.outcome, clock.now()], [stage.error, 10]);
    await sleep(0);
    assert.equal(queue.getNowait(), 1);
  },
);

/** A queue with one place that is taken, and a way to put into it. */
function fullQueue(first: string) {
  const queue = new Queue<string>({ maxSize: 1 });
  queue.putNowait(first);
  return { queue, put: (item: string) => (options?: WaitOptions) => queue.put(item, options) };
}

eachWay("C3 a putter that was stopped is skipped, and its item never appears", async (stage) => {
  const { queue, put } = fullQueue("a");
  const putters = await stage.begin(put("X"), put("b"));
  putters[0]?.stop();
  assert.deepEqual([queue.getNowait(), queue.getNowait(), queue.size], ["a", "b", 0]);
  assert.deepEqual(await outcomes(putters), [stage.error, undefined]);
});

// asyncio forgets the item; here it was let in before the stop came, so it is in once, and put succeeds.
eachWay(
  "C4 a putter that is stopped in the turn it is let in has put its item once",
  async (stage) => {
    const { queue, put } = fullQueue("1");
    const [putter] = await stage.begin(put("2"));
    assert.equal(queue.getNowait(), "1");
    putter?.stop();
    assert.equal(await putter?.outcome, undefined);
    assert.deepEqual([queue.size, queue.getNowait(), queue.size], [1, "2", 0]);
  },
);

test("C4 D5 a put that was refused or stopped counts as no work", async () => {
  const { queue } = fullQueue("1");
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = assert.rejects(queue.put("2", { signal }));
  controller.abort();
  await waiting;
  queue.getNowait();
  await assert.rejects(queue.put("3", { signal })); // there is room, but its signal is aborted already
  queue.taskDone();
  await queue.join();
  assert.throws(() => queue.taskDone(), RangeError);
});

eachWay("C5 a putter that was stopped leaves its place at once", async ({ begin, error }) => {
  const { queue, put } = fullQueue("first");
  for (let i = 0; i < 5; i++) {
    const [putter] = await begin(put("X"));
    putter?.stop();
    assert.deepEqual([queue.getNowait().slice(0, 5), queue.size], ["first", 0]);
    queue.putNowait(`first${i}`);
    assert.equal(await putter?.outcome, error);
  }
});

eachWay("C6 stopping a putter that has left the list harms nobody", async ({ begin, error }) => {
  const { queue, put } = fullQueue("a");
  const putters = await begin(put("b"), put("c"), put("d"));
  assert.equal(queue.getNowait(), "a");
  putters[0]?.stop();
  putters[0]?.stop();
  putters[1]?.stop();
  putters[1]?.stop();
  assert.deepEqual([queue.getNowait(), queue.getNowait(), queue.size], ["b", "d", 0]);
  assert.deepEqual(await outcomes(putters), [undefined, error, undefined]);
});

test("C6 a putter that was let in and cancelled hears CancelledError at its next wait, and no other error", async () => {
  const loop = new EventLoop({ clock: new SimulatedClock() });
  const { queue, put } = fullQueue("a");
  const putter = loop.createTask(async () => {
    await put("b")();
    await put("c")();
  });
  await loop.runUntilComplete(async () => {
    await sleep(1);
    queue.getNowait();
    putter.cancel("enough");
    await assert.rejects(putter, new CancelledError("enough"));
  });
  assert.deepEqual([queue.getNowait(), queue.size], ["b", 0]);
});

eachWay("C7 the room for a putter that was stopped goes to the next", async ({ begin, error }) => {
  const { queue, put } = fullQueue("a");
  const putters = await begin(put("b"), put("c"), put("d"));
  putters[0]?.stop();
  putters[1]?.stop();
  assert.equal(queue.getNowait(), "a");
  assert.deepEqual(await outcomes(putters), [error, error, undefined]);
  assert.equal(queue.getNowait(), "d");
});

eachWay("C7 k items taken at once let k putters in, whoever is stopped then", async ({ begin }) => {
  const queue = new Queue<number>({ maxSize: 3 });
  for (const item of [1, 2, 3]) queue.putNowait(item);
  const put = (item: number) => (options?: WaitOptions) => queue.put(item, options);
  const putters = await begin(put(4), put(5), put(6), put(7));
  assert.deepEqual(
    [1, 2, 3].map(() => queue.getNowait()),
    [1, 2, 3],
  );
  putters.slice(0, 3).forEach((putter) => putter.stop()); // too late
  await outcomes(putters.slice(0, 3));
  assert.deepEqual([queue.size, queue.full], [3, true]);
  assert.deepEqual(
    [4, 5, 6, 7].map(() => queue.getNowait()),
    [4, 5, 6, 7],
  );
});

eachWay("D4 a join that was stopped is skipped, the others are released", async (stage) => {
  const queue = new Queue<number>();
  queue.putNowait(1);
  const join = (options?: WaitOptions) => queue.join(options);
  const joins = await stage.begin(join, join);
  joins[0]?.stop();
  queue.taskDone();
  assert.deepEqual(await outcomes(joins), [stage.error, undefined]);
});

for (const name of ["put", "get", "join"] as const) {
  test(`${name} with a signal that is aborted already rejects with its reason, and does nothing`, async () => {
    const queue = new Queue<number>();
    queue.putNowait(1);
    const options = { signal: AbortSignal.abort(new Error("enough")) };
    const call = name === "put" ? queue.put(2, options) : queue[name](options);
    await assert.rejects(call, new Error("enough"));
    assert.equal(queue.size, 1);
  });
}
