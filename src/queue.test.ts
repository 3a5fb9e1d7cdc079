import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
import { Queue } from "./queue.ts";
import { Random } from "./random.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const settle = (clock = new SimulatedClock()): Promise<void> => clock.sleep(0);

/** Notes a name when its promise has settled: "get", or "get!" if it failed. */
function watched(
  log: string[],
  name: string,
  promise: Promise<string | number | void>,
): Promise<void> {
  return promise.then(
    (value) => void log.push(typeof value === "undefined" ? name : `${name} ${value}`),
    (error: Error) => void log.push(`${name}! ${error.name}`),
  );
}

test("A1 a new queue is empty, and without a maxSize it is never full", async () => {
  const queue = new Queue<number>();
  assert.equal(queue.empty, true);
  for (let i = 0; i < 1_000; i++) await queue.put(i);
  assert.equal(queue.full, false);
  assert.equal(queue.size, 1_000);
});

for (const maxSize of [0, -1, 1.5, NaN]) {
  test(`A1 A5 a maxSize of ${maxSize} is refused`, () => {
    assert.throws(
      () => new Queue({ maxSize }),
      new RangeError(`maxSize must be a whole number from 1, got ${maxSize}`),
    );
  });
}

test("A2 a queue is full when its size reaches maxSize", () => {
  const queue = new Queue<number>({ maxSize: 2 });
  queue.putNowait(1);
  assert.equal(queue.full, false);
  queue.putNowait(2);
  assert.equal(queue.full, true);
  assert.equal(queue.maxSize, 2);
});

test("A3 items leave in the order they were put", async () => {
  const queue = new Queue<number>();
  for (const item of [1, 3, 2]) queue.putNowait(item);
  assert.deepEqual([await queue.get(), queue.getNowait(), await queue.get()], [1, 3, 2]);
});

test("A6 getNowait on an empty queue throws QueueEmpty at once", () => {
  assert.throws(() => new Queue({ name: "orders" }).getNowait(), new QueueEmpty("orders is empty"));
});

test("A7 putNowait on a full queue throws QueueFull at once and leaves the queue as it was", () => {
  const queue = new Queue<number>({ maxSize: 1, name: "orders" });
  queue.putNowait(1);
  assert.throws(() => queue.putNowait(2), new QueueFull("orders is full: it holds 1 items"));
  assert.deepEqual([queue.size, queue.getNowait(), queue.size], [1, 1, 0]);
});

test("B1 get waits for the next item, even if a timer's callback puts it", async () => {
  const clock = new SimulatedClock();
  const queue = new Queue<string>();
  clock.callLater(10, () => queue.putNowait("late"));
  assert.equal(await queue.get(), "late");
  assert.equal(clock.now(), 10);
});

test("B2 taking from a full queue lets exactly one waiting putter in", async () => {
  const queue = new Queue<string>({ maxSize: 1 });
  const log: string[] = [];
  queue.putNowait("first");
  const puts = ["a", "b"].map((item) => watched(log, `put ${item}`, queue.put(item)));
  await settle();
  assert.deepEqual(log, []);
  assert.equal(queue.getNowait(), "first");
  await settle();
  assert.deepEqual(log, ["put a"]);
  assert.deepEqual([await queue.get(), await queue.get()], ["a", "b"]);
  await Promise.all(puts);
});

test("B8 C1 a producer and a consumer in lock-step over one place both finish", async () => {
  const queue = new Queue<number>({ maxSize: 1 });
  const got: number[] = [];
  const produce = async () => {
    for (let i = 0; i < 100; i++) await queue.put(i);
  };
  const consume = async () => {
    for (let i = 0; i < 100; i++) got.push(await queue.get());
  };
  await Promise.all([produce(), consume()]);
  assert.deepEqual(
    got,
    Array.from({ length: 100 }, (_, i) => i),
  );
});

test("C1 a full queue makes the producer wait for the consumer", async () => {
  const queue = new Queue<number>({ maxSize: 2 });
  const log: string[] = [];
  const puts = [1, 2, 3].map((item) => watched(log, `put ${item}`, queue.put(item)));
  await settle();
  assert.deepEqual(log, ["put 1", "put 2"]);
  queue.getNowait();
  await Promise.all(puts);
  assert.deepEqual(log, ["put 1", "put 2", "put 3"]);
});

test("C2 C7 waiting putters are let in in the order they came, one for each item taken", async () => {
  const queue = new Queue<number>({ maxSize: 1 });
  queue.putNowait(0);
  const puts = [1, 2, 3].map((item) => queue.put(item));
  assert.deepEqual(
    [0, 1, 2, 3].map(() => queue.getNowait()),
    [0, 1, 2, 3],
  );
  await Promise.all(puts);
});

test("C8 an item that is put goes to the one who has waited longest", async () => {
  const queue = new Queue<string>();
  const log: string[] = [];
  const gets = ["one", "two"].map((name) => watched(log, name, queue.get()));
  queue.putNowait("x");
  queue.putNowait("y");
  assert.equal(queue.size, 0);
  await Promise.all(gets);
  assert.deepEqual(log, ["one x", "two y"]);
});

test("a newcomer cannot take the item of one who waits", async () => {
  const queue = new Queue<string>();
  const waiting = queue.get();
  queue.putNowait("x");
  assert.throws(() => queue.getNowait(), QueueEmpty);
  assert.equal(await waiting, "x");
});

test("D1 taskDone more often than items were put is refused", () => {
  const queue = new Queue<number>({ name: "orders" });
  queue.putNowait(1);
  queue.taskDone();
  assert.throws(
    () => queue.taskDone(),
    new RangeError("taskDone was called more often than items were put into orders"),
  );
});

test("D2 join on a queue that never held anything returns at once, repeatedly", async () => {
  const queue = new Queue();
  await queue.join();
  await queue.join();
});

test("D3 join waits until the work is done, not until the queue is empty", async () => {
  const clock = new SimulatedClock();
  const queue = new Queue<number>();
  let sum = 0;
  for (let i = 0; i < 100; i++) queue.putNowait(i);
  const worker = async () => {
    for (;;) {
      const item = await queue.get();
      await clock.sleep(10);
      sum += item;
      queue.taskDone();
    }
  };
  void worker(); // these two never end: nobody shuts the queue down
  void worker();
  await queue.join();
  assert.deepEqual([sum, clock.now()], [4950, 500]);
});

test("D4 all who join are released at once, and putting again makes a later join wait", async () => {
  const queue = new Queue<number>();
  const log: string[] = [];
  queue.putNowait(1);
  const joins = ["a", "b"].map((name) => watched(log, name, queue.join()));
  queue.taskDone();
  await Promise.all(joins);
  queue.putNowait(2);
  const again = watched(log, "c", queue.join());
  await settle();
  assert.deepEqual(log, ["a", "b"]);
  queue.taskDone();
  await again;
});

test("D5 an item of a putter that still waits is not yet counted as work", async () => {
  const queue = new Queue<number>({ maxSize: 1 });
  queue.putNowait(1);
  const waiting = queue.put(2);
  queue.taskDone();
  await queue.join();
  queue.getNowait();
  await waiting;
  assert.equal(queue.size, 1);
});

test("E1 shutting down an empty queue wakes every get with QueueShutDown", async () => {
  const queue = new Queue({ name: "orders" });
  const gets = [queue.get(), queue.get()];
  queue.shutdown();
  for (const get of gets) await assert.rejects(get, new QueueShutDown("orders is shut down"));
});

test("E2 after shutdown nothing can be put, and getNowait says QueueShutDown, not QueueEmpty", async () => {
  const queue = new Queue<number>();
  queue.shutdown();
  assert.throws(() => queue.putNowait(1), QueueShutDown);
  assert.throws(() => queue.getNowait(), QueueShutDown);
  await assert.rejects(queue.put(1), QueueShutDown);
  await assert.rejects(queue.get(), QueueShutDown);
});

test("E3 what is inside at shutdown can still be got", async () => {
  const queue = new Queue<number>();
  queue.putNowait(1);
  queue.putNowait(2);
  queue.shutdown();
  assert.deepEqual([await queue.get(), queue.getNowait()], [1, 2]);
  await assert.rejects(queue.get(), QueueShutDown);
});

test("E4 shutdown fails the putters that wait, and their items are not added", async () => {
  const queue = new Queue<number>({ maxSize: 1 });
  queue.putNowait(1);
  const waiting = queue.put(2);
  queue.shutdown();
  await assert.rejects(waiting, QueueShutDown);
  assert.deepEqual([queue.getNowait(), queue.size], [1, 0]);
});

test("E5 shutdown does not release join while work is out", async () => {
  const queue = new Queue<number>();
  const log: string[] = [];
  queue.putNowait(1);
  const join = watched(log, "joined", queue.join());
  queue.shutdown();
  queue.getNowait();
  await settle();
  assert.deepEqual(log, []);
  queue.taskDone();
  await join;
});

test("E6 an immediate shutdown drops the items and counts them as done", async () => {
  const queue = new Queue<number>();
  queue.putNowait(1);
  queue.putNowait(2);
  const join = queue.join();
  queue.shutdown({ immediate: true });
  await join;
  assert.equal(queue.size, 0);
});

test("E7 after an immediate shutdown join still waits for the item that is being worked on", async () => {
  const queue = new Queue<number>();
  const log: string[] = [];
  queue.putNowait(1);
  queue.putNowait(2);
  queue.getNowait();
  const join = watched(log, "joined", queue.join());
  queue.shutdown({ immediate: true });
  await settle();
  assert.deepEqual(log, []);
  queue.taskDone();
  await join;
  assert.throws(() => queue.taskDone(), RangeError);
});

test("E8 shutdown can be made immediate later, and repeating it changes nothing", async () => {
  const queue = new Queue<number>();
  queue.putNowait(1);
  queue.shutdown();
  queue.shutdown();
  assert.equal(queue.size, 1);
  queue.shutdown({ immediate: true });
  queue.shutdown();
  assert.equal(queue.size, 0);
  await queue.join();
});

test("for await takes item after item and ends when the queue is shut down and empty", async () => {
  const clock = new SimulatedClock();
  const queue = new Queue<number>();
  const got: number[] = [];
  const consume = async () => {
    for await (const item of queue) got.push(item);
  };
  const consuming = consume();
  for (const item of [1, 2, 3]) {
    await queue.put(item);
    await clock.sleep(10);
  }
  queue.shutdown();
  await consuming;
  assert.deepEqual(got, [1, 2, 3]);
});

test("an error thrown in the body of for await is not taken for the end of the queue", async () => {
  const queue = new Queue<number>();
  queue.putNowait(1);
  const consume = async () => {
    for await (const item of queue) throw new QueueShutDown(`mine: ${item}`);
  };
  await assert.rejects(consume(), /mine: 1/);
});

test("any schedule of 4 producers and 2 consumers loses nothing, doubles nothing and keeps the bound and the order", async () => {
  const schedule = fc.record({ seed: fc.nat(), maxSize: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ seed, maxSize }) => {
      const clock = new SimulatedClock();
      const queue = new Queue<{ producer: number; index: number }>({ maxSize });
      const random = new Random(seed);
      const got: { producer: number; index: number }[] = [];
      const produce = async (producer: number) => {
        for (let index = 0; index < 25; index++) {
          await queue.put({ producer, index });
          assert.ok(queue.size <= maxSize);
          if (random.next() < 0.5) await clock.sleep(random.integer(0, 3));
        }
      };
      const consume = async () => {
        for await (const item of queue) {
          got.push(item);
          if (random.next() < 0.5) await clock.sleep(random.integer(0, 3));
        }
      };
      await clock.run(async () => {
        const consumers = [consume(), consume()];
        await Promise.all([0, 1, 2, 3].map(produce));
        queue.shutdown();
        await Promise.all(consumers);
      });
      for (const producer of [0, 1, 2, 3]) {
        const own = got.filter((item) => item.producer === producer).map((item) => item.index);
        assert.deepEqual(
          own,
          Array.from({ length: 25 }, (_, i) => i),
        );
      }
      assert.equal(got.length, 100);
    }),
    { numRuns: 200 },
  );
});
