import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, TimeoutError } from "./errors.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { TaskGroup } from "./task-group.ts";
import { cancelling, failure } from "./testing.ts";
import { timeout, Timeout } from "./timeout.ts";

function newProgram() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  return { clock, loop, log: [] as string[] };
}

test("H1 what is not done in time is cancelled inside, and a TimeoutError outside", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    let inside: unknown;
    let seen: Timeout | undefined;
    const outside = await failure(
      timeout(10, async (timeout) => {
        seen = timeout;
        assert.deepEqual([timeout.expired, timeout.when], [false, 10]);
        inside = await failure(clock.sleep(1000));
        assert.equal(timeout.expired, true);
        throw inside;
      }),
    );
    assert.ok(inside instanceof CancelledError && outside instanceof TimeoutError);
    assert.equal(outside.cause, inside);
    assert.match(outside.message, /deadline at t = 10 ms has passed/);
    assert.deepEqual([seen?.expired, seen?.when, clock.now()], [true, 10, 10]);
  });
});

test("H1 the task itself is not left cancelled", async () => {
  const { clock, loop } = newProgram();
  const task = loop.createTask(async () => {
    await failure(timeout(10, () => clock.sleep(1000)));
    assert.equal(cancelling(), 0);
    await clock.sleep(5);
  });
  await loop.runUntilComplete(task);
  assert.deepEqual([task.state, task.cancelling(), clock.now()], ["returned", 0, 15]);
});

test("H1 a body that cleans up is waited for", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const work = () => clock.sleep(1000).finally(() => clock.sleep(20));
    assert.ok((await failure(timeout(10, work))) instanceof TimeoutError);
    assert.equal(clock.now(), 30);
  });
});

test("H1 the deadline of a group cancels all its tasks", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const group = new TaskGroup();
    const work = () => group.run(() => void group.createTask(() => clock.sleep(1000)));
    assert.ok((await failure(timeout(10, work))) instanceof TimeoutError);
    assert.deepEqual([clock.now(), group.size], [10, 0]);
  });
});

test("H1 a body that catches its cancellation and returns has its way", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const outcome = new Timeout(10);
    const value = await outcome.run(() => clock.sleep(1000).catch(() => "caught"));
    assert.deepEqual([value, outcome.expired, cancelling()], ["caught", true, 0]);
    await clock.sleep(5);
  });
});

test("H1 a body that was woken at the deadline has succeeded, and nothing of the cancellation is left", async () => {
  const { clock, loop } = newProgram();
  const items = new Queue<string>();
  const task = loop.createTask(async () => {
    await clock.sleep(1000).catch(() => {}); // cancelled at 5: that much stays counted
    assert.equal(await timeout(5, () => items.get()), "in time");
    await clock.sleep(5);
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(5);
    task.cancel();
    await clock.sleep(5); // falls asleep before the timeout is set
    items.putNowait("in time");
    await task;
  });
  assert.deepEqual([clock.now(), task.cancelling()], [15, 1]);
});

test("H2 a body that ends in time: no error, and no timer is left", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const inTime = new Timeout(1000);
    assert.equal(await inTime.run(() => clock.sleep(10).then(() => "done")), "done");
    assert.deepEqual([inTime.expired, clock.now(), cancelling()], [false, 10, 0]);
  });
  // Were the timer left, it would be next.
  await clock.run(() => clock.sleep(5000));
  assert.equal(clock.now(), 5010);
});

test("H2 without a time there is no deadline", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    await timeout(undefined, async (timeout) => {
      assert.equal(timeout.when, undefined);
      await clock.sleep(1e9);
      assert.equal(timeout.expired, false);
    });
  });
});

test("H3 a deadline that is now or in the past fires at the first wait", async () => {
  for (const ms of [0, -5, -Infinity]) {
    const { clock, loop, log } = newProgram();
    await loop.runUntilComplete(async () => {
      await clock.sleep(10);
      const error = await failure(
        timeout(ms, async () => {
          log.push("body starts");
          await clock.sleep(0);
          log.push("body goes on");
        }),
      );
      assert.ok(error instanceof TimeoutError);
    });
    assert.deepEqual([log, clock.now()], [["body starts"], 10]);
  }
});

test("H3 a body that never waits is done in time", async () => {
  const { loop } = newProgram();
  const main = () => timeout(0, () => Promise.resolve("at once"));
  assert.equal(await loop.runUntilComplete(main), "at once");
});

test("H4 of nested timeouts with one deadline only the outermost turns into a TimeoutError", async () => {
  for (const ms of [10, 0]) {
    const { clock, loop } = newProgram();
    await loop.runUntilComplete(async () => {
      let inner: unknown;
      const outer = await failure(
        timeout(ms, async () => {
          inner = await failure(timeout(ms, () => clock.sleep(1000)));
          throw inner;
        }),
      );
      assert.ok(inner instanceof CancelledError && outer instanceof TimeoutError);
      assert.deepEqual([cancelling(), clock.now()], [0, ms]);
    });
  }
});

test("H4 of nested timeouts the one that expires throws", async () => {
  const { clock, loop, log } = newProgram();
  await loop.runUntilComplete(async () => {
    await timeout(20, async () => {
      log.push(String(await failure(timeout(10, () => clock.sleep(1000)))));
      await clock.sleep(5);
    });
    const inner = () => timeout(20, () => clock.sleep(1000));
    log.push(String(await failure(timeout(10, inner))));
  });
  assert.deepEqual(
    log.map((line) => line.split(" at ")[1]),
    ["t = 10 ms has passed", "t = 25 ms has passed"],
  );
});

test("H5 an error of the body passes through, before the deadline and after it", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const mine = () => Promise.reject(new Error("mine"));
    await assert.rejects(timeout(10, mine), /^Error: mine/);
    const cleanup = () => clock.sleep(1000).finally(mine);
    await assert.rejects(timeout(10, cleanup), /^Error: mine/);
    assert.equal(cancelling(), 0);
  });
});

test("H6 who is cancelled before the deadline throws CancelledError", async () => {
  const { clock, loop } = newProgram();
  const task = loop.createTask(() => timeout(10, () => clock.sleep(1000)));
  await loop.runUntilComplete(async () => {
    await clock.sleep(5);
    task.cancel("from outside");
    const error = await failure(task);
    assert.ok(error instanceof CancelledError);
    assert.equal(error.reason, "from outside");
  });
  assert.deepEqual([task.state, clock.now()], ["cancelled", 5]);
});

test("H6 who is cancelled before the deadline and cleans up beyond it throws CancelledError", async () => {
  const { clock, loop } = newProgram();
  const work = () => clock.sleep(1000).finally(() => clock.sleep(100));
  const task = loop.createTask(() => timeout(10, work));
  await loop.runUntilComplete(async () => {
    await clock.sleep(5);
    task.cancel();
    assert.ok((await failure(task)) instanceof CancelledError);
  });
  assert.deepEqual([clock.now(), task.cancelling()], [10, 1]);
});

test("H6 who is cancelled after the deadline, while cleaning up, throws CancelledError", async () => {
  const { clock, loop } = newProgram();
  const work = () => clock.sleep(1000).finally(() => clock.sleep(100));
  const task = loop.createTask(() => timeout(10, work));
  await loop.runUntilComplete(async () => {
    await clock.sleep(20);
    task.cancel();
    assert.ok((await failure(task)) instanceof CancelledError);
  });
  assert.deepEqual([clock.now(), task.cancelling()], [20, 1]);
});

test("H7 a deadline can be moved and dropped", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const moved = timeout(10, async (timeout) => {
      await clock.sleep(5);
      timeout.reschedule(100);
      assert.equal(timeout.when, 105);
      await clock.sleep(1000);
    });
    assert.ok((await failure(moved)) instanceof TimeoutError);
    assert.equal(clock.now(), 105);
    await timeout(10, async (timeout) => {
      timeout.reschedule(undefined);
      assert.equal(timeout.when, undefined);
      await clock.sleep(1000);
    });
    const past = timeout(1000, async (timeout) => {
      timeout.reschedule(0);
      timeout.reschedule(20);
      await clock.sleep(10); // the first of them does not count any more
      timeout.reschedule(-1);
      await clock.sleep(0);
    });
    assert.ok((await failure(past)) instanceof TimeoutError);
    assert.equal(clock.now(), 1115);
  });
});

test("H7 to move a deadline throws before it runs, once it has passed, and afterwards", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const late = new Timeout(10);
    assert.throws(() => late.reschedule(5), /does not run yet/);
    const body = () =>
      clock.sleep(1000).finally(() => assert.throws(() => late.reschedule(5), /is expiring/));
    await failure(late.run(body));
    assert.throws(() => late.reschedule(5), /is expired/);
    const inTime = new Timeout(10);
    await inTime.run(() => clock.sleep(5));
    assert.throws(() => inTime.reschedule(5), /is finished/);
  });
});

test("H7 a timeout runs once", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const once = new Timeout(10);
    await once.run(() => clock.sleep(5));
    await assert.rejects(
      once.run(() => clock.sleep(5)),
      /was run before/,
    );
  });
});

test("a time that is not finite is refused, and body is not called; a deadline stays as it was", async () => {
  const { clock, loop, log } = newProgram();
  await loop.runUntilComplete(async () => {
    const body = () => Promise.resolve(log.push("called"));
    await assert.rejects(timeout(NaN, body), RangeError);
    await assert.rejects(timeout(Infinity, body), RangeError);
    const kept = timeout(10, async (timeout) => {
      assert.throws(() => timeout.reschedule(NaN), RangeError);
      await clock.sleep(1000);
    });
    assert.ok((await failure(kept)) instanceof TimeoutError);
  });
  assert.deepEqual([log, clock.now()], [[], 10]);
});

test("a timeout outside of an event loop's task is refused", async () => {
  const outside = timeout(10, () => Promise.resolve());
  await assert.rejects(outside, /inside a task of an event loop/);
});

test("the trace says that the clock has ended what was overdue, also in another task", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    await failure(timeout(10, () => clock.sleep(1000)));
    const other = loop.createTask(() => clock.sleep(1000));
    await failure(timeout(10, () => other));
  });
  const ended = loop.trace.records.filter((one) => one.type === "wait-ended");
  assert.deepEqual(
    ended.map((one) => "by" in one && one.by),
    ["clock", "clock", 1],
  );
});
