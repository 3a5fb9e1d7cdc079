/** Which task is this? Where nothing carries the answer across awaits, as in a page: found by the turn. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { currentTask } from "./context.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";
import { Trace } from "./trace.ts";

Object.assign(process, { getBuiltinModule: undefined }); // before any task runs: no AsyncLocalStorage

const newLoop = () => new EventLoop({ clock: new SimulatedClock() });

test("what follows a loop's run is no part of the loop's last task", async () => {
  await newLoop().runUntilComplete(() => sleep(1));
  assert.equal(currentTask(), undefined);
  const failing = newLoop().runUntilComplete(() => sleep(NaN));
  await failing.catch(() => {});
  assert.equal(currentTask(), undefined);
});

test("what follows a traced run is no part of its last task", async () => {
  const clock = new SimulatedClock();
  await new Trace(clock).run(() => clock.sleep(1));
  assert.equal(currentTask(), undefined);
});

test("a cancellation that a finished task never heard of is not thrown at who comes after", async () => {
  const loop = newLoop();
  await loop.runUntilComplete(async () => {
    await sleep(1);
    currentTask()?.control?.cancel(); // at its next wait; there is none
  });
  const queue = new Queue<number>();
  queue.putNowait(1);
  assert.equal(await queue.get(), 1);
});

test("a task that runs another loop is itself again afterwards", async () => {
  const names: (string | undefined)[] = [];
  await newLoop().runUntilComplete(async () => {
    const inner = newLoop();
    await inner.runUntilComplete(inner.createTask(() => sleep(1), { name: "inner" }));
    names.push(currentTask()?.name);
    await sleep(1);
    names.push(currentTask()?.name);
  });
  assert.deepEqual(names, ["main", "main"]);
});
