import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError } from "./errors.ts";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";
import { Trace } from "./trace.ts";

function newLoop() {
  const clock = new SimulatedClock();
  return { clock, loop: new EventLoop({ clock }) };
}

test("sleep takes its time from the clock of the loop whose task calls it", async () => {
  const [first, second] = [newLoop(), newLoop()];
  await second.clock.sleep(5);
  const nap = (clock: SimulatedClock) => async () => {
    await Promise.resolve();
    await sleep(10);
    return clock.now();
  };
  assert.deepEqual(
    await Promise.all([
      first.loop.runUntilComplete(nap(first.clock)),
      second.loop.runUntilComplete(nap(second.clock)),
    ]),
    [10, 15],
  );
});

test("sleep outside of a loop's task says what to do instead", async () => {
  const message =
    "sleep needs an event loop's task, to know its clock: use clock.sleep outside of one";
  await assert.rejects(sleep(1), new Error(message));
  const trace = new Trace(new SimulatedClock());
  await assert.rejects(
    trace.run(() => sleep(1)),
    new Error(message),
  );
});

for (const ms of [-1, NaN, Infinity]) {
  test(`a sleep of ${ms} ms is refused, and is no wait`, async () => {
    const { loop } = newLoop();
    await assert.rejects(
      loop.runUntilComplete(() => sleep(ms)),
      new RangeError(`a duration must be a number of milliseconds, 0 or more, got ${ms}`),
    );
    assert.deepEqual(
      loop.trace.records.filter((record) => record.type === "wait-began"),
      [],
    );
  });
}

test("F13 sleep(0) lets everything run that is ready, and time does not move", async () => {
  const { clock, loop } = newLoop();
  const log: string[] = [];
  const task = (name: string) =>
    loop.createTask(async () => {
      log.push(name);
      await sleep(0);
      log.push(`${name} again`);
    });
  await loop.runUntilComplete(gather([task("a"), task("b")]));
  assert.deepEqual([log, clock.now()], [["a", "b", "a again", "b again"], 0]);
});

test("F14 a sleep that is cancelled or aborted leaves no timer: the clock does not run on to it", async () => {
  const { clock, loop } = newLoop();
  const controller = new AbortController();
  const cancelled = loop.createTask(() => sleep(1_000));
  const aborted = loop.createTask(() => sleep(2_000, { signal: controller.signal }));
  await loop.runUntilComplete(async () => {
    await sleep(10);
    cancelled.cancel();
    controller.abort(new Error("enough"));
    await assert.rejects(cancelled, CancelledError);
    await assert.rejects(aborted, new Error("enough"));
  });
  await clock.run(() => clock.sleep(0));
  assert.equal(clock.now(), 10);
});
