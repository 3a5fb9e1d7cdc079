import assert from "node:assert/strict";
import { test } from "node:test";
import { DeadlockError } from "./errors.ts";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { RealClock } from "./real-clock.ts";
import { SimulatedClock } from "./simulated-clock.ts";

function newLoop() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const log: string[] = [];
  const job = (name: string, ms: number) => async () => {
    log.push(`${name} starts`);
    await clock.sleep(ms);
    log.push(`${name} ends`);
    return name;
  };
  return { clock, loop, log, job };
}

test("nothing runs before runUntilComplete does", async () => {
  const { loop, log, job } = newLoop();
  const task = loop.createTask(job("a", 10));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([log, task.state], [[], "created"]);
  assert.equal(await loop.runUntilComplete(task), "a");
  assert.deepEqual([log, task.state], [["a starts", "a ends"], "returned"]);
});

test("created tasks start in the order of creation and run at the same time", async () => {
  const { clock, loop, log, job } = newLoop();
  const tasks = [loop.createTask(job("a", 20)), loop.createTask(job("b", 10))] as const;
  const results = await loop.runUntilComplete(gather(tasks));
  assert.deepEqual(log, ["a starts", "b starts", "b ends", "a ends"]);
  assert.deepEqual([results, clock.now()], [["a", "b"], 20]);
});

test("a task that a task creates starts in a turn of its own", async () => {
  const { loop, log, job } = newLoop();
  await loop.runUntilComplete(async () => {
    const child = loop.createTask(job("child", 5));
    log.push("parent goes on");
    await child;
  });
  assert.deepEqual(log, ["parent goes on", "child starts", "child ends"]);
});

test("a task can be awaited as often as one likes", async () => {
  const { loop, job } = newLoop();
  const task = loop.createTask(job("a", 10), { name: "a" });
  await loop.runUntilComplete(task);
  assert.deepEqual([await task, await task, task.name], ["a", "a", "a"]);
});

test("what a task throws reaches who awaits it", async () => {
  const { clock, loop } = newLoop();
  const task = loop.createTask(async () => {
    await clock.sleep(1);
    throw new Error("boom");
  });
  await assert.rejects(loop.runUntilComplete(task), /boom/);
  assert.equal(task.state, "threw");
});

test("a task whose body throws before its first await fails like any other", async () => {
  const { loop } = newLoop();
  const task = loop.createTask((): Promise<void> => {
    throw new Error("at once");
  });
  await assert.rejects(loop.runUntilComplete(task), /at once/);
});

test("a loop that runs cannot be run again", async () => {
  const { loop, clock } = newLoop();
  const first = loop.runUntilComplete(() => clock.sleep(10));
  await assert.rejects(
    loop.runUntilComplete(() => clock.sleep(10)),
    /already running/,
  );
  await first;
});

test("a loop can be run once more when it has finished", async () => {
  const { loop, job } = newLoop();
  await loop.runUntilComplete(job("a", 1));
  assert.equal(await loop.runUntilComplete(job("b", 1)), "b");
});

test("the same loop runs on a real clock", async () => {
  const clock = new RealClock();
  const loop = new EventLoop({ clock });
  const task = loop.createTask(() => clock.sleep(5).then(() => "done"));
  assert.equal(await loop.runUntilComplete(task), "done");
});

test("I5 a deadlock names the tasks that wait, and for what", async () => {
  const { loop } = newLoop();
  const data = new Queue<number>({ name: "data", maxSize: 1 });
  const getter = loop.createTask(() => data.get().then(() => data.get()), { name: "consumer" });
  const putter = loop.createTask(() => data.put(1), { name: "producer" });
  const boss = loop.createTask(async () => void (await getter), { name: "boss" });
  await assert.rejects(loop.runUntilComplete(gather([boss, putter])), (error) => {
    assert.ok(error instanceof DeadlockError);
    assert.match(error.message, /boss waits for consumer/);
    assert.match(error.message, /consumer waits for an item in data/);
    assert.doesNotMatch(error.message, /producer/);
    return true;
  });
});

test("F9 gather gives results in the order of its arguments, also for one task twice", async () => {
  const { loop, log, job } = newLoop();
  const slow = loop.createTask(job("slow", 20));
  const fast = loop.createTask(job("fast", 10));
  assert.deepEqual(await loop.runUntilComplete(gather([slow, fast, slow])), [
    "slow",
    "fast",
    "slow",
  ]);
  assert.equal(log.filter((line) => line === "slow starts").length, 1);
});

test("F10 gather throws the first error at once, and the others keep running", async () => {
  const { clock, loop, log, job } = newLoop();
  const sibling = loop.createTask(job("sibling", 30));
  const failing = loop.createTask(async () => {
    await clock.sleep(10);
    throw new Error("first");
  });
  await loop.runUntilComplete(async () => {
    await assert.rejects(gather([sibling, failing]), /first/);
    assert.equal(clock.now(), 10);
    await sibling;
  });
  assert.deepEqual(log, ["sibling starts", "sibling ends"]);
});

test("F11 with returnExceptions errors stand in place of results", async () => {
  const { loop, job } = newLoop();
  const failing = loop.createTask(() => Promise.reject(new Error("mine")));
  const fine = loop.createTask(job("fine", 10));
  const outcomes = await loop.runUntilComplete(gather([failing, fine], { returnExceptions: true }));
  assert.deepEqual(outcomes.map(String), ["Error: mine", "fine"]);
});

test("gather of nothing gives nothing", async () => {
  assert.deepEqual(await gather([]), []);
});
