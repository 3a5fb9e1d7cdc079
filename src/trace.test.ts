import assert from "node:assert/strict";
import { test } from "node:test";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import type { Watcher } from "./host.ts";
import type { TraceRecord } from "./trace-record.ts";
import { noteItem, Trace } from "./trace.ts";

const waitsOf = (trace: Trace): TraceRecord[] =>
  trace.records.filter((record) => record.type.startsWith("wait-"));

test("a trace says who waited for what, from when to when, and who woke it", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const data = new Queue<string>({ name: "data" });
  await trace.run(async () => {
    const consumer = trace.task("consumer", () => data.get());
    const producer = trace.task("producer", async () => {
      await clock.sleep(10);
      await data.put("x");
    });
    await Promise.all([consumer, producer]);
  });
  assert.deepEqual(waitsOf(trace), [
    { at: 0, type: "wait-began", task: 1, wait: 0, for: { kind: "item", queue: "data" } },
    { at: 0, type: "wait-began", task: 2, wait: 1, for: { kind: "sleep", ms: 10 } },
    { at: 10, type: "wait-ended", task: 2, wait: 1, by: "clock" },
    { at: 10, type: "wait-ended", task: 1, wait: 0, by: 2 },
  ]);
});

test("a task keeps its name through nested calls, whoever runs in between", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const data = new Queue<number>({ name: "data" });
  const putDeep = async (item: number) => {
    await Promise.resolve();
    await data.put(item);
  };
  const getDeep = async () => {
    await Promise.resolve();
    return await data.get();
  };
  const produce = async () => {
    for (const item of [1, 2, 3]) await putDeep(item);
    await clock.sleep(1);
  };
  const consume = async () => {
    for (let i = 0; i < 3; i++) await getDeep();
    await clock.sleep(2);
  };
  await trace.run(async () => {
    await Promise.all([trace.task("producer", produce), trace.task("consumer", consume)]);
  });
  const by = (type: string) => trace.records.filter((r) => r.type === type && "task" in r);
  assert.deepEqual(
    by("put").map((r) => "task" in r && r.task),
    [1, 1, 1],
  );
  assert.deepEqual(
    by("got").map((r) => "task" in r && r.task),
    [2, 2, 2],
  );
  const sleeps = trace.records.flatMap((r) =>
    r.type === "wait-began" && r.for.kind === "sleep" ? [[r.task, r.for.ms]] : [],
  );
  assert.deepEqual(sleeps.sort(), [
    [1, 1],
    [2, 2],
  ]);
});

test("a synchronous task ends when it returns, and what holds the thread is recorded", () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  assert.equal(
    trace.task("busy", () => (clock.sleepSync(7), "result")),
    "result",
  );
  assert.deepEqual(trace.records, [
    { at: 0, type: "task-created", task: 0, name: "busy" },
    { at: 0, type: "task-started", task: 0 },
    { at: 0, type: "busy", task: 0, ms: 7 },
    { at: 7, type: "task-ended", task: 0, failed: false },
  ]);
});

test("a task that throws has failed, and the error goes on", async () => {
  const trace = new Trace(new SimulatedClock());
  assert.throws(() => trace.task("sync", () => assert.fail("mine")), /mine/);
  await assert.rejects(
    trace.task("async", () => Promise.reject(new Error("mine"))),
    /mine/,
  );
  const failed = trace.records
    .filter((r) => r.type === "task-ended")
    .map((r) => r.type === "task-ended" && r.failed);
  assert.deepEqual(failed, [true, true]);
});

test("awaiting a task is recorded as waiting for it", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const child = loop.createTask(() => clock.sleep(10), { name: "child" });
  const parent = loop.createTask(async () => void (await child), { name: "parent" });
  await loop.runUntilComplete(gather([child, parent]));
  const waits = waitsOf(loop.trace).filter((r) => "task" in r && r.task === 1);
  assert.deepEqual(waits, [
    { at: 0, type: "wait-began", task: 1, wait: 1, for: { kind: "task", name: "child" } },
    { at: 10, type: "wait-ended", task: 1, wait: 1, by: 0 },
  ]);
});

test("shutting down a queue and finishing its work end the waits for them", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const data = new Queue<number>({ name: "data", maxSize: 1 });
  await trace.run(async () => {
    data.putNowait(1);
    const putter = trace.task("putter", () => data.put(2).catch(() => {}));
    const joiner = trace.task("joiner", () => data.join());
    assert.deepEqual(trace.blocked(), [
      "putter waits for room in data",
      "joiner waits for all work of data to be done",
    ]);
    data.shutdown();
    data.taskDone();
    await Promise.all([putter, joiner]);
  });
  assert.deepEqual(trace.blocked(), []);
});

test("a putter that waited is the one whose item was put", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const data = new Queue<string>({ name: "data", maxSize: 1 });
  await trace.run(async () => {
    const putter = trace.task("putter", async () => {
      await data.put("a");
      await data.put("b");
    });
    const taker = trace.task("taker", async () => {
      await clock.sleep(5);
      data.getNowait();
    });
    await Promise.all([putter, taker]);
  });
  const puts = trace.records.filter((r) => r.type === "put");
  assert.deepEqual(puts, [
    { at: 0, type: "put", task: 1, queue: "data", size: 1 },
    { at: 5, type: "put", task: 1, queue: "data", size: 1 },
  ]);
});

test("the same program gives the same trace, byte for byte", async () => {
  const once = async () => {
    const clock = new SimulatedClock();
    const loop = new EventLoop({ clock });
    const data = new Queue<number>({ maxSize: 2 });
    const jobs = [3, 1, 2].map((ms) =>
      loop.createTask(async () => {
        for (let i = 0; i < 20; i++) {
          await data.put(i);
          await clock.sleep(ms);
        }
      }),
    );
    const taker = loop.createTask(async () => {
      for (let i = 0; i < 60; i++) {
        await data.get();
        await clock.sleep(1);
      }
    });
    await loop.runUntilComplete(gather([...jobs, taker]));
    return JSON.stringify(loop.trace.records);
  };
  assert.equal(await once(), await once());
});

test("without recording a trace keeps nothing, yet a deadlock still says who waits for what", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock, { recording: false });
  const loop = new EventLoop({ clock, trace });
  const orders = new Queue<number>({ name: "orders" });
  const stuck = loop.createTask(() => orders.get(), { name: "cook" });
  await assert.rejects(loop.runUntilComplete(stuck), /cook waits for an item in orders/);
  assert.deepEqual(trace.records, []);
});

test("puts and gots carry the number of an item that a task of the trace has made, and nothing for others", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const data = new Queue<object>({ name: "data" });
  await trace.run(async () => {
    const made = { index: 1 };
    noteItem("made", made);
    const taken = trace.task("consumer", () => data.get()); // waits: the item is handed over
    await data.put(made);
    await taken;
    await data.put({ index: 2 });
    await data.get();
  });
  const moves = trace.records.filter((record) => record.type === "put" || record.type === "got");
  assert.deepEqual(
    moves.map((record) => ("item" in record ? [record.type, record.item] : [record.type])),
    [["put", 0], ["got", 0], ["put"], ["got"]],
  );
});

test("who looks on hears of each trace that records, and whose code runs", () => {
  const seen: string[] = [];
  const watcher: Watcher = {
    traced: (trace, currentTask) => {
      const { clock } = trace;
      seen.push(`made at ${clock.now()}`);
      trace.task("a", () => void seen.push(`${currentTask()?.name} runs`));
    },
    drawn: () => undefined,
  };
  Object.assign(globalThis, { interleaveWatcher: watcher });
  try {
    new Trace(new SimulatedClock());
    new Trace(new SimulatedClock(), { recording: false });
  } finally {
    Reflect.deleteProperty(globalThis, "interleaveWatcher");
  }
  assert.deepEqual(seen, ["made at 0", "a runs"]);
});
