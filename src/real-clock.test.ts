import assert from "node:assert/strict";
import { test } from "node:test";
import { RealClock } from "./real-clock.ts";

test("sleeping on a real clock really takes time, while others run", async () => {
  const clock = new RealClock();
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  await clock.sleep(50);
  clearInterval(others);
  assert.ok(clock.now() >= 49, `50 ms passed in ${clock.now()} ms`);
  assert.ok(turns > 0, "nobody else ran");
});

test("sleepSync on a real clock holds the thread", () => {
  const clock = new RealClock();
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  clock.sleepSync(30);
  clearInterval(others);
  assert.ok(clock.now() >= 29, `30 ms passed in ${clock.now()} ms`);
  assert.equal(turns, 0);
});

test("callSoon calls back in order, after what runs now", async () => {
  const clock = new RealClock();
  const log: string[] = [];
  clock.callSoon(() => log.push("a"));
  clock.callSoon(() => {
    log.push("b");
    clock.callSoon(() => log.push("d"));
  });
  clock.callSoon(() => log.push("c"));
  log.push("now");
  await clock.sleep(5);
  assert.deepEqual(log, ["now", "a", "b", "c", "d"]);
});

test("a cancelled timer does not fire", async () => {
  const clock = new RealClock();
  clock.callLater(1, () => assert.fail("it was cancelled")).cancel();
  await clock.sleep(10);
});

test("run returns what the program returns, and throws what it throws", async () => {
  const clock = new RealClock();
  assert.equal(await clock.run(() => Promise.resolve(7)), 7);
  await assert.rejects(
    clock.run(() => Promise.reject(new Error("mine"))),
    /mine/,
  );
});

for (const ms of [-1, NaN, Infinity]) {
  test(`sleeping for ${ms} ms is refused`, async () => {
    const clock = new RealClock();
    await assert.rejects(clock.sleep(ms), RangeError);
    assert.throws(() => clock.sleepSync(ms), RangeError);
  });
}

test("a delay that a platform timer would not keep is refused", () => {
  assert.throws(
    () => new RealClock().callLater(2 ** 31, () => {}),
    /at most 2147483647 ms, got 2147483648/,
  );
});
