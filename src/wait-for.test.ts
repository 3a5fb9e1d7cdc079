import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, TimeoutError } from "./errors.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { waitFor } from "./wait-for.ts";

function newProgram() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  return { clock, loop };
}

/** The two kinds of work: a function, which becomes part of the task that waits, and a task of its own. */
const kinds = [
  <T>(_: EventLoop, body: () => Promise<T>) => body,
  <T>(loop: EventLoop, body: () => Promise<T>) => loop.createTask(body),
];

test("H8 waitFor returns only after the cancelled work has cleaned up", async () => {
  for (const work of kinds) {
    const { clock, loop } = newProgram();
    await loop.runUntilComplete(async () => {
      const slow = work(loop, () => clock.sleep(1000).finally(() => clock.sleep(50)));
      await assert.rejects(waitFor(slow, 10), TimeoutError);
      assert.equal(clock.now(), 60);
      await clock.sleep(1); // whoever waited is not cancelled
    });
  }
});

test("H8 work that is done in time gives its result or its error, and leaves no timer", async () => {
  for (const work of kinds) {
    const { clock, loop } = newProgram();
    await loop.runUntilComplete(async () => {
      const fine = () => clock.sleep(10).then(() => "done");
      assert.equal(await waitFor(work(loop, fine), 20), "done");
      assert.equal(await waitFor(work(loop, fine), undefined), "done");
      const failing = () => clock.sleep(10).then(() => Promise.reject(new Error("mine")));
      await assert.rejects(waitFor(work(loop, failing), 20), /mine/);
    });
    assert.equal(clock.now(), 30);
  }
});

test("H8 cancelling the one who waits cancels the work, and waits for it", async () => {
  for (const work of kinds) {
    const { clock, loop } = newProgram();
    const slow = work(loop, () => clock.sleep(1000).finally(() => clock.sleep(50)));
    const waiting = loop.createTask(() => waitFor(slow, 500));
    await loop.runUntilComplete(async () => {
      await clock.sleep(10);
      waiting.cancel();
      await assert.rejects(Promise.resolve(waiting), CancelledError);
    });
    assert.equal(clock.now(), 60);
  }
});

test("H9 work that swallows its cancellation and returns a value: the value", async () => {
  for (const work of kinds) {
    const { clock, loop } = newProgram();
    await loop.runUntilComplete(async () => {
      const stubborn = work(loop, () => clock.sleep(1000).catch(() => "a value all the same"));
      assert.equal(await waitFor(stubborn, 10), "a value all the same");
      await clock.sleep(1);
    });
  }
});

test("H9 work that throws something else on being cancelled: that is thrown", async () => {
  for (const work of kinds) {
    const { clock, loop } = newProgram();
    await loop.runUntilComplete(async () => {
      const fails = () => clock.sleep(1000).catch(() => Promise.reject(new Error("mine")));
      await assert.rejects(waitFor(work(loop, fails), 10), /^Error: mine/);
    });
  }
});

test("H10 with no time at all a task that is done gives its result", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const task = loop.createTask(() => clock.sleep(5).then(() => "done"));
    await task;
    for (const ms of [0, -1]) assert.equal(await waitFor(task, ms), "done");
    await clock.sleep(1); // nothing is left that would cancel
  });
});

test("H10 with no time at all work that was not started never is", async () => {
  for (const work of kinds) {
    for (const ms of [0, -1]) {
      const { clock, loop } = newProgram();
      let started = false;
      await loop.runUntilComplete(async () => {
        const body = () => clock.sleep(0).then(() => (started = true));
        const error: unknown = await waitFor(work(loop, body), ms).catch((error: unknown) => error);
        assert.ok(error instanceof TimeoutError && error.cause instanceof CancelledError);
        await clock.sleep(1);
      });
      assert.deepEqual([started, clock.now()], [false, 1]);
    }
  }
});

test("H10 with no time at all a task that runs is cancelled, waited for, and has its way", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const cleansUp = loop.createTask(() => clock.sleep(1000).finally(() => clock.sleep(50)));
    const stubborn = loop.createTask(() => clock.sleep(1000).catch(() => "a value all the same"));
    await clock.sleep(10);
    await assert.rejects(waitFor(cleansUp, 0), TimeoutError);
    assert.equal(clock.now(), 60);
    assert.equal(await waitFor(stubborn, 0), "a value all the same");
  });
});

test("waitFor outside of an event loop's task, or for no number of milliseconds, is refused", async () => {
  const { loop } = newProgram();
  const never = () => new Promise(() => {});
  for (const ms of [0, 10])
    await assert.rejects(waitFor(never, ms), /inside a task of an event loop/);
  await loop.runUntilComplete(() => assert.rejects(waitFor(never, NaN), RangeError));
});
