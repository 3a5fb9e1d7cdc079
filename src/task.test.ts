import assert from "node:assert/strict";
import { test } from "node:test";
import { shield } from "./await-in-task.ts";
import { CancelledError } from "./errors.ts";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import type { Task } from "./task.ts";

function newLoop() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const log: string[] = [];
  /** Sleeps, and notes how that ended. */
  const sleeper = (name: string, ms: number) => async () => {
    try {
      await clock.sleep(ms);
      log.push(`${name} slept`);
      return name;
    } catch (error) {
      log.push(`${name} ${(error as Error).name}`);
      throw error;
    }
  };
  return { clock, loop, log, sleeper };
}

const cancelled = (reason?: string) => (error: unknown) => {
  assert.ok(error instanceof CancelledError, String(error));
  assert.equal(error.reason, reason);
  return true;
};

test("F1 cancel says whether it did anything: true while the task is pending, false once it is done", async () => {
  const { loop, clock, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 100));
  const quick = loop.createTask(sleeper("b", 1));
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    assert.deepEqual([task.cancel(), task.cancel(), quick.cancel()], [true, true, false]);
    await assert.rejects(task, CancelledError);
    assert.equal(task.cancel(), false);
  });
});

test("F2 a cancellation arrives where the task waits, and the task ends cancelled", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 100));
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    task.cancel();
    await assert.rejects(task, cancelled());
  });
  assert.deepEqual(
    [log, task.state, task.done, clock.now()],
    [["a CancelledError"], "cancelled", true, 10],
  );
});

test("F3 a task that is cancelled before its start never runs its body", async () => {
  const { loop, log, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 100));
  task.cancel("not today");
  await assert.rejects(loop.runUntilComplete(task), cancelled("not today"));
  assert.deepEqual([log, task.state], [[], "cancelled"]);
});

test("F4 (decided) a task that cancels itself hears of it at its next wait", async () => {
  const { loop, clock, log } = newLoop();
  const task = loop.createTask(async (): Promise<void> => {
    task.cancel("enough");
    log.push("goes on");
    await clock.sleep(10);
    log.push("never");
  });
  await assert.rejects(loop.runUntilComplete(task), cancelled("enough"));
  assert.deepEqual([log, clock.now()], [["goes on"], 0]);
});

test("F4 (decided) a task that cancels itself and returns without waiting ends with its value", async () => {
  const { loop } = newLoop();
  const task = loop.createTask((): Promise<string> => {
    task.cancel();
    return Promise.resolve("value");
  });
  assert.equal(await loop.runUntilComplete(task), "value");
  assert.equal(task.state, "returned");
});

test("F4 a pending cancellation is thrown at a wait that would not have to wait", async () => {
  const { loop } = newLoop();
  const queue = new Queue<number>();
  queue.putNowait(1);
  const task = loop.createTask(async () => {
    task.cancel();
    return await queue.get();
  });
  await assert.rejects(loop.runUntilComplete(task), cancelled());
  assert.equal(queue.size, 1, "the item is still there");
});

test("F5 a task that swallows a cancellation returns its value, and its later waits work", async () => {
  const { loop, clock } = newLoop();
  const task = loop.createTask(async () => {
    await clock.sleep(100).catch(() => {});
    await clock.sleep(5);
    return "stubborn";
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    task.cancel();
    assert.equal(await task, "stubborn");
  });
  assert.deepEqual([task.state, task.cancelling(), clock.now()], ["returned", 1, 15]);
});

test("F6 the reason of a cancellation reaches who awaits the task", async () => {
  const { loop, clock, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 100));
  await loop.runUntilComplete(async () => {
    await clock.sleep(1);
    task.cancel("the user left");
    await assert.rejects(task, (error: Error) => {
      assert.equal(error.message, "the task was cancelled: the user left");
      return cancelled("the user left")(error);
    });
  });
});

test("F7 cancelling a task cancels the task that it waits for", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const inner = loop.createTask(sleeper("inner", 100));
  const outer = loop.createTask(async () => await inner);
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    outer.cancel("all of it");
    await assert.rejects(outer, cancelled("all of it"));
  });
  assert.deepEqual(
    [log, inner.state, outer.state],
    [["inner CancelledError"], "cancelled", "cancelled"],
  );
});

test("F7 a shielded task goes on when the one who waits for it is cancelled", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const inner = loop.createTask(sleeper("inner", 100));
  const outer = loop.createTask(async () => await shield(inner));
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    outer.cancel();
    await assert.rejects(outer, cancelled());
    assert.equal(clock.now(), 10);
    assert.equal(await inner, "inner");
  });
  assert.deepEqual(log, ["inner slept"]);
});

test("F8 cancel counts up, uncancel down, and at 0 an undelivered cancellation is dropped", async () => {
  const { loop, clock } = newLoop();
  const task = loop.createTask(async () => {
    task.cancel();
    task.cancel();
    assert.deepEqual([task.cancelling(), task.uncancel(), task.uncancel()], [2, 1, 0]);
    assert.equal(task.uncancel(), 0);
    await clock.sleep(5);
    return "undisturbed";
  });
  assert.equal(await loop.runUntilComplete(task), "undisturbed");
});

test("two cancellations of one wait are thrown once", async () => {
  const { loop, clock } = newLoop();
  const task = loop.createTask(async () => {
    await clock.sleep(100).catch(() => {});
    await clock.sleep(5);
    return clock.now();
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    task.cancel();
    task.cancel();
    assert.equal(await task, 15);
  });
});

test("F12 cancelling a gathering cancels every task in it that is not done", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const tasks = [sleeper("a", 5), sleeper("b", 100), sleeper("c", 100)].map((body) =>
    loop.createTask(body),
  );
  const all = gather(tasks);
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    assert.equal(all.cancel("stop"), true);
    await assert.rejects(all, cancelled("stop"));
    assert.equal(all.cancel(), false);
  });
  assert.deepEqual(log, ["a slept", "b CancelledError", "c CancelledError"]);
});

test("F12 cancelling the task that awaits a gathering cancels what is gathered", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const tasks = [sleeper("a", 100), sleeper("b", 100)].map((body) => loop.createTask(body));
  const boss = loop.createTask(async () => await gather(tasks));
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    boss.cancel();
    await assert.rejects(boss, CancelledError);
  });
  assert.deepEqual(log, ["a CancelledError", "b CancelledError"]);
});

test("F12 a task that is cancelled on its own makes gather throw, and its siblings go on", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const [a, b] = [loop.createTask(sleeper("a", 100)), loop.createTask(sleeper("b", 20))];
  await loop.runUntilComplete(async () => {
    const all = gather([a, b]);
    await clock.sleep(10);
    a.cancel("only a");
    await assert.rejects(all, cancelled("only a"));
    assert.equal(await b, "b");
  });
  assert.deepEqual(log, ["a CancelledError", "b slept"]);
});

test("after gather has thrown, cancelling the task that awaited it leaves the siblings alone", async () => {
  const { loop, clock, sleeper } = newLoop();
  const sibling = loop.createTask(sleeper("sibling", 50));
  const failing = loop.createTask(() => Promise.reject(new Error("first")));
  const boss = loop.createTask(async () => {
    await gather([failing, sibling]).catch(() => {});
    await clock.sleep(100);
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    boss.cancel();
    await assert.rejects(boss, CancelledError);
    assert.equal(await sibling, "sibling");
  });
});

test("F11 with returnExceptions a cancelled task stands in its place as CancelledError", async () => {
  const { loop, clock, sleeper } = newLoop();
  const [a, b] = [loop.createTask(sleeper("a", 100)), loop.createTask(sleeper("b", 20))];
  const outcomes = await loop.runUntilComplete(async () => {
    const all = gather([a, b], { returnExceptions: true });
    await clock.sleep(10);
    a.cancel();
    return await all;
  });
  assert.ok(outcomes[0] instanceof CancelledError);
  assert.equal(outcomes[1], "b");
});

test("F11 a gathering with returnExceptions that is cancelled itself throws", async () => {
  const { loop, clock, sleeper } = newLoop();
  const all = gather([loop.createTask(sleeper("a", 100))], { returnExceptions: true });
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    all.cancel("all");
    await assert.rejects(all, cancelled("all"));
  });
});

test("F14 a cancelled sleep frees its timer: the clock does not run on to it", async () => {
  const { loop, clock, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 10_000));
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    task.cancel();
    await assert.rejects(task);
  });
  await clock.sleep(0);
  assert.equal(clock.now(), 10);
});

test("F14 an aborted sleep rejects with the signal's reason, frees its timer and its listener", async () => {
  const clock = new SimulatedClock();
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const counted = {
    get aborted() {
      return signal.aborted;
    },
    get reason() {
      return signal.reason as unknown;
    },
    addEventListener: (type: "abort", listener: () => void) => {
      listeners += 1;
      signal.addEventListener(type, listener);
    },
    removeEventListener: (type: "abort", listener: () => void) => {
      listeners -= 1;
      signal.removeEventListener(type, listener);
    },
  };
  clock.callLater(10, () => controller.abort(new Error("too long")));
  await assert.rejects(clock.sleep(1_000, { signal: counted }), /too long/);
  await clock.sleep(0);
  assert.deepEqual([clock.now(), listeners], [10, 0]);
  await assert.rejects(clock.sleep(1_000, { signal: counted }), /too long/);
  assert.equal(listeners, 0, "a signal that was aborted before is not listened to");
});

test("a sleep that ends leaves no listener on its signal", async () => {
  const clock = new SimulatedClock();
  const controller = new AbortController();
  await clock.sleep(5, { signal: controller.signal });
  controller.abort();
  await clock.sleep(5);
  assert.equal(clock.now(), 10);
});

test("what has succeeded stays succeeded: a cancellation at the same instant is thrown at the next wait", async () => {
  const { loop, clock, log } = newLoop();
  const queue = new Queue<string>();
  const getter = loop.createTask(async () => {
    log.push(`got ${await queue.get()}`);
    await clock.sleep(5);
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(10);
    queue.putNowait("item");
    getter.cancel();
    await assert.rejects(getter, cancelled());
  });
  assert.deepEqual([log, queue.size], [["got item"], 0]);
});

test("cancelling tasks that wait for each other in a circle ends them all", async () => {
  const { loop, clock } = newLoop();
  const tasks: Task<void>[] = [];
  const waitFor = (next: number) => async () => void (await tasks[next]);
  for (const next of [1, 2, 0]) tasks.push(loop.createTask(waitFor(next)));
  await loop.runUntilComplete(async () => {
    await clock.sleep(1);
    assert.equal(tasks[0]?.cancel("unlock"), true);
    await Promise.all(tasks.map((task) => assert.rejects(task, cancelled("unlock"))));
  });
  assert.deepEqual(
    tasks.map((task) => task.state),
    ["cancelled", "cancelled", "cancelled"],
  );
});

test("done callbacks are called once, in a turn of their own, also if the task was done already", async () => {
  const { loop, clock, log, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 10));
  task.addDoneCallback((one) => log.push(`early: ${one.state}`));
  await loop.runUntilComplete(task);
  task.addDoneCallback((one) => log.push(`late: ${one.state}`));
  log.push("asked");
  await clock.sleep(1);
  assert.deepEqual(log, ["a slept", "asked", "early: returned", "late: returned"]);
});

test("a cancelled task that nobody awaits is not reported as an unhandled rejection", async () => {
  const { loop, clock, sleeper } = newLoop();
  const task = loop.createTask(sleeper("a", 100));
  await loop.runUntilComplete(async () => {
    await clock.sleep(1);
    task.cancel();
    await clock.sleep(1);
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(task.state, "cancelled");
});
