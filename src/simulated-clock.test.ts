import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DeadlockError } from "./errors.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { Trace } from "./trace.ts";

/** Notes a name and the clock's time. */
function logOn(clock: SimulatedClock): { log: string[]; note: (name: string) => void } {
  const log: string[] = [];
  return { log, note: (name) => log.push(`${name}@${clock.now()}`) };
}

test("sleeping takes simulated time, and hardly any real time", async () => {
  const clock = new SimulatedClock();
  await clock.sleep(30_000);
  await clock.sleep(0.5);
  assert.equal(clock.now(), 30_000.5);
});

test("I1 who sleeps until the same instant wakes in the order of falling asleep", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  const sleeper = async (name: string, first: number, second: number) => {
    await clock.sleep(first);
    await clock.sleep(second);
    note(name);
  };
  await Promise.all([sleeper("a", 10, 20), sleeper("b", 5, 25), sleeper("c", 20, 10)]);
  assert.deepEqual(log, ["b@30", "a@30", "c@30"]);
});

test("I2 time is kept in whole microseconds: 0.1 and 0.2 meet 0.3", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  const twoSteps = async () => {
    await clock.sleep(0.1);
    await clock.sleep(0.2);
    note("two");
  };
  const oneStep = async () => {
    await clock.sleep(0.3);
    note("one");
  };
  await Promise.all([twoSteps(), oneStep()]);
  assert.deepEqual(log, ["one@0.3", "two@0.3"]);
});

for (const hops of [1, 10, 100, 1_000, 10_000]) {
  test(`I3 the clock does not overtake a task that takes ${hops} microtasks to its next sleep`, async () => {
    const clock = new SimulatedClock();
    const { log, note } = logOn(clock);
    const slowToSleep = async () => {
      await clock.sleep(10);
      for (let i = 0; i < hops; i++) await Promise.resolve();
      await clock.sleep(5);
      note("slow");
    };
    const other = async () => {
      await clock.sleep(20);
      note("other");
    };
    await Promise.all([slowToSleep(), other()]);
    assert.deepEqual(log, ["slow@15", "other@20"]);
  });
}

test("I4 all who wake at an instant run, with all they make ready, before time moves", async () => {
  const clock = new SimulatedClock();
  const queue = new Queue<string>();
  const { log, note } = logOn(clock);
  const putAt = async (ms: number, name: string) => {
    await clock.sleep(ms);
    await queue.put(name);
  };
  const taker = async () => {
    for (let i = 0; i < 3; i++) note(await queue.get());
  };
  await Promise.all([taker(), putAt(10, "a"), putAt(10, "b"), putAt(11, "c")]);
  assert.deepEqual(log, ["a@10", "b@10", "c@11"]);
});

test("each sleeper has a whole turn before the next one wakes, as with Node's timers", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  const sleeper = async (name: string) => {
    await clock.sleep(10);
    note(name);
    await Promise.resolve();
    note(`${name} later`);
  };
  await Promise.all([sleeper("a"), sleeper("b")]);
  assert.deepEqual(log, ["a@10", "a later@10", "b@10", "b later@10"]);
});

test("F13 sleep(0) lets everything that is ready run, and time does not move", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  clock.callSoon(() => note("ready"));
  await clock.sleep(0);
  note("slept");
  assert.deepEqual(log, ["ready@0", "slept@0"]);
});

test("I5 a deadlock is an error that names who waits for what", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const orders = new Queue<number>({ name: "orders" });
  const program = trace.run(async () => {
    await Promise.all([
      trace.task("cook", () => orders.get()),
      trace.task("waiter", () => clock.sleep(2_000)),
    ]);
  });
  await assert.rejects(program, (error) => {
    assert.ok(error instanceof DeadlockError);
    assert.equal(
      error.message,
      "nothing can run at t = 2.00 s, yet the program has not finished: cook waits for an item in orders",
    );
    return true;
  });
});

test("a deadlock without a trace is reported too", async () => {
  const program = new SimulatedClock().run(() => new Promise<never>(() => {}));
  await assert.rejects(program, /nothing can run at t = 0.00 s, yet the program has not finished$/);
});

test("a program that fails rejects with its own error", async () => {
  const clock = new SimulatedClock();
  const program = clock.run(async () => {
    await clock.sleep(10);
    throw new Error("mine");
  });
  await assert.rejects(program, /mine/);
});

test("I7 real input that is held does not let time pass, and is no deadlock", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  const reader = async () => {
    await clock.hold(readFile(new URL(import.meta.url)));
    note("read");
  };
  const sleeper = async () => {
    await clock.sleep(1_000);
    note("slept");
  };
  await clock.run(() => Promise.all([reader(), sleeper()]));
  assert.deepEqual(log, ["read@0", "slept@1000"]);
});

test("real input that nobody holds is given a moment before it counts as a deadlock", async () => {
  const clock = new SimulatedClock();
  const text = await clock.run(() => readFile(new URL(import.meta.url), "utf8"));
  assert.match(text, /given a moment/);
});

test("a failed hold lets time go on", async () => {
  const clock = new SimulatedClock();
  await assert.rejects(clock.hold(Promise.reject(new Error("no such file"))), /no such file/);
  await clock.sleep(5);
  assert.equal(clock.now(), 5);
});

test("sleepSync moves the clock, and timers that became due fire late, in their order", async () => {
  const clock = new SimulatedClock();
  const { log, note } = logOn(clock);
  clock.callLater(30, () => note("second"));
  clock.callLater(10, () => note("first"));
  clock.sleepSync(100);
  assert.deepEqual(log, []);
  await clock.sleep(0);
  assert.deepEqual(log, ["first@100", "second@100"]);
});

test("F14 a cancelled timer does not fire, and the clock does not run on to it", async () => {
  const clock = new SimulatedClock();
  const timer = clock.callLater(1_000, () => assert.fail("it was cancelled"));
  timer.cancel();
  await clock.sleep(10);
  await clock.sleep(0);
  assert.equal(clock.now(), 10);
});

test("a background timer fires while others sleep, and does not move the clock by itself", async () => {
  const clock = new SimulatedClock();
  const heartbeat = new Heartbeat(clock, 10);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([heartbeat.beats, clock.now()], [0, 0]);
  await clock.sleep(35);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([heartbeat.beats, clock.now()], [3, 35]);
});

test("a deadlock is noticed although a background timer could go on for ever", async () => {
  const clock = new SimulatedClock();
  new Heartbeat(clock, 10);
  await assert.rejects(
    clock.run(() => new Promise<never>(() => {})),
    DeadlockError,
  );
});

test("a timer that is cancelled after it fired changes nothing", async () => {
  const clock = new SimulatedClock();
  const timer = clock.callLater(1, () => {});
  await clock.sleep(2);
  timer.cancel();
  await clock.sleep(2);
  assert.equal(clock.now(), 4);
});

for (const ms of [-1, NaN, Infinity]) {
  test(`F14 sleeping for ${ms} ms is refused`, () => {
    const clock = new SimulatedClock();
    const rule = new RangeError(
      `a duration must be a number of milliseconds, 0 or more, got ${ms}`,
    );
    assert.throws(() => clock.callLater(ms, () => {}), rule);
    assert.throws(() => clock.sleepSync(ms), rule);
  });

  test(`F14 a sleep of ${ms} ms rejects, and nobody waits`, async () => {
    const clock = new SimulatedClock();
    const trace = new Trace(clock);
    await assert.rejects(
      trace.run(() => clock.sleep(ms)),
      RangeError,
    );
    assert.deepEqual(trace.blocked(), []);
  });
}

test("a long simulation lets real timers in", async () => {
  const clock = new SimulatedClock();
  let seen = false;
  setTimeout(() => (seen = true), 1);
  for (let i = 0; i < 1_000_000 && !seen; i++) await clock.sleep(1);
  assert.equal(seen, true);
});
