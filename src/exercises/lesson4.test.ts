import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../clock.ts";
import { type OrderPuzzle, orderPuzzle, runUntilComplete } from "./lesson4.ts";
import { accepts, rejects } from "./testing.ts";

test("4.1 accepts Promise.all around all the calls", async () => {
  await accepts(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const results = await Promise.all(tasks.map((task) => task()));
    return { total: clock.now() - startedAt, results };
  });
});

test("4.1 accepts promises that are started first and awaited in turn", async () => {
  await accepts(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const promises = tasks.map((task) => task());
    await Promise.allSettled(promises);
    const results = [];
    for (const promise of promises) results.push(await promise);
    return { total: clock.now() - startedAt, results };
  });
});

test("4.1 rejects one after another, and shows that schedule", async () => {
  const verdict = await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const results = [];
    for (const task of tasks) results.push(await task());
    return { total: clock.now() - startedAt, results };
  });
  assert.match(verdict.because, /returns after 40 ms; started together, they need 20 ms/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("4.1 rejects results in the order of finishing", async () => {
  const verdict = await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const results: string[] = [];
    await Promise.all(tasks.map(async (task) => results.push(await task())));
    return { total: clock.now() - startedAt, results };
  });
  assert.match(verdict.because, /\[30, 10\] ms .* order of the tasks, not of finishing/);
});

test("4.1 rejects the clock's time in place of the time that passed", async () => {
  const verdict = await rejects(runUntilComplete, async (clock, tasks) => {
    const results = await Promise.all(tasks.map((task) => task()));
    return { total: clock.now(), results };
  });
  assert.match(verdict.because, /shows 100 ms, the total is 100 ms, and should be 0 ms/);
});

test("4.1 rejects reading the clock before waiting", async () => {
  await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const promises = tasks.map((task) => task());
    const total = clock.now() - startedAt;
    return { total, results: await Promise.all(promises) };
  });
});

test("4.1 rejects a race", async () => {
  await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const promises = tasks.map((task) => task());
    if (promises.length > 0) await Promise.race(promises);
    return { total: clock.now() - startedAt, results: [] };
  });
});

test("4.1 rejects calling every task twice", async () => {
  const verdict = await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    await Promise.all(tasks.map((task) => task()));
    const results = await Promise.all(tasks.map((task) => task()));
    return { total: clock.now() - startedAt, results };
  });
  assert.match(verdict.because, /task 1 is called 2 times/);
});

test("4.1 rejects a failure that is swallowed", async () => {
  const verdict = await rejects(runUntilComplete, async (clock, tasks) => {
    const startedAt = clock.now();
    const outcomes = await Promise.allSettled(tasks.map((task) => task()));
    const results = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    return { total: clock.now() - startedAt, results };
  });
  assert.match(verdict.because, /the caller hears: nothing/);
});

test("4.1 rejects an answer that never ends, instead of hanging", async () => {
  const verdict = await rejects(runUntilComplete, () => new Promise(() => {}));
  assert.match(verdict.because, /DeadlockError/);
});

const program: OrderPuzzle["program"] = async (clock: Clock, log) => {
  const succeed = async (ms: number, name: string) => {
    await clock.sleep(ms);
    log(name);
  };
  const fail = async (ms: number, name: string) => {
    await succeed(ms, name);
    throw new Error(name);
  };
  await Promise.race([succeed(40, "slow"), succeed(10, "fast")]);
  log("race is over");
  await Promise.allSettled([succeed(20, "fine"), fail(10, "broken")]);
  log("allSettled is over");
  await Promise.all([succeed(30, "good"), fail(20, "bad")]).catch(() => {});
  log("all is over");
  await clock.sleep(100);
  log("end");
};

const right = [
  ...["fast", "race is over", "broken", "fine", "allSettled is over"],
  ...["slow", "bad", "all is over", "good", "end"],
];

test("4.2 accepts the order in which the program really logs", async () => {
  await accepts(orderPuzzle, { program, order: right });
});

test("4.2 rejects a race that stops its loser", async () => {
  const order = right.filter((line) => line !== "slow");
  const verdict = await rejects(orderPuzzle, { program, order });
  assert.match(
    verdict.because,
    /first 5 right; "bad" is not what comes after "allSettled is over"/,
  );
});

test("4.2 rejects an all that waits for the good one after the failure", async () => {
  const order = [...right.slice(0, 7), "good", "all is over", "end"];
  const verdict = await rejects(orderPuzzle, { program, order });
  assert.match(verdict.because, /first 7 right; "good" is not what comes after "bad"/);
});

test("4.2 rejects an allSettled that is over at the first failure", async () => {
  const order = [...right.slice(0, 3), "allSettled is over", "fine", ...right.slice(5)];
  await rejects(orderPuzzle, { program, order });
});

test("4.2 rejects an order that was not filled in, and one with a line too many", async () => {
  const none = await rejects(orderPuzzle, { program, order: [] });
  assert.match(none.because, /first 0 right; "nothing" is not what comes first/);
  const more = await rejects(orderPuzzle, { program, order: [...right, "end"] });
  assert.match(more.because, /logs 10 lines, and "end" is too many/);
});

test("4.2 rejects a changed program: it would be another puzzle", async () => {
  const changed: OrderPuzzle["program"] = (_, log) => Promise.resolve(log("end"));
  const verdict = await rejects(orderPuzzle, { program: changed, order: ["end"] });
  assert.match(verdict.because, /the program itself was changed/);
});
