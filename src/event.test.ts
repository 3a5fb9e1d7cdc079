import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, DeadlockError } from "./errors.ts";
import { Event } from "./event.ts";
import { gather } from "./gather.ts";
import { lanesOf } from "./lanes.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";

const newLoop = () => new EventLoop({ clock: new SimulatedClock() });

test("all who wait for an event go on when it is set, in the order in which they came", async () => {
  const loop = newLoop();
  const started = new Event();
  const log: string[] = [];
  const waiters = ["a", "b", "c"].map((name) =>
    loop.createTask(async () => {
      await started.wait();
      log.push(`${name} at ${loop.clock.now()}`);
    }),
  );
  const setter = loop.createTask(async () => {
    await sleep(10);
    started.set();
  });
  await loop.runUntilComplete(gather([...waiters, setter]));
  assert.deepEqual(log, ["a at 10", "b at 10", "c at 10"]);
});

test("an event that is set makes nobody wait, until it is cleared", async () => {
  const event = new Event();
  assert.equal(event.isSet, false);
  event.set();
  event.set();
  await event.wait();
  assert.equal(event.isSet, true);
  event.clear();
  event.clear();
  assert.equal(event.isSet, false);
  let went = false;
  const again = event.wait().then(() => (went = true));
  await new SimulatedClock().sleep(0);
  assert.equal(went, false);
  event.set();
  await again;
});

test("who waited goes on even if the event is cleared at once", async () => {
  const event = new Event();
  const waiting = event.wait();
  event.set();
  event.clear();
  await waiting;
});

test("a wait for an event can be aborted and cancelled, and the others are still woken", async () => {
  const loop = newLoop();
  const event = new Event();
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = loop.createTask(() => event.wait({ signal }));
  const cancelled = loop.createTask(() => event.wait());
  const last = loop.createTask(() => event.wait());
  await loop.runUntilComplete(async () => {
    await sleep(1);
    controller.abort(new Error("enough"));
    cancelled.cancel();
    event.set();
    await assert.rejects(aborted, /enough/);
    await assert.rejects(cancelled, CancelledError);
    await last;
    await assert.rejects(event.wait({ signal }), /enough/);
  });
});

test("I5 a deadlock names the event that somebody waits for", async () => {
  const loop = newLoop();
  const never = new Event({ name: "never" });
  const task = loop.createTask(() => never.wait(), { name: "optimist" });
  await assert.rejects(loop.runUntilComplete(task), (error) => {
    assert.ok(error instanceof DeadlockError);
    assert.match(error.message, /optimist waits for the event never/);
    return true;
  });
});

test("a wait for an event is a stretch of waiting in the task's lane", async () => {
  const loop = newLoop();
  const ready = new Event({ name: "ready" });
  const waiter = loop.createTask(() => ready.wait(), { name: "waiter" });
  await loop.runUntilComplete(async () => {
    await sleep(10);
    ready.set();
    await waiter;
  });
  const lane = lanesOf(loop.trace).find(({ name }) => name === "waiter");
  assert.deepEqual(lane?.segments, [
    { from: 0, to: 10, state: "waiting", what: "the event ready" },
  ]);
});
