import assert from "node:assert/strict";
import { test } from "node:test";
import { Breaker, BreakerOpen } from "./breaker.ts";
import { SimulatedClock } from "./simulated-clock.ts";

function newBreaker() {
  const clock = new SimulatedClock();
  const breaker = new Breaker({ clock, failures: 2, restMs: 1000 });
  const call = (succeeds: boolean) =>
    breaker
      .run(async () => {
        await clock.sleep(10);
        if (!succeeds) throw new Error("down");
      })
      .then(
        () => "ok",
        (error: unknown) => (error instanceof BreakerOpen ? "not called" : "failed"),
      );
  return { clock, breaker, call };
}

test("it opens after so many failures in a row, and a success in between starts the count anew", async () => {
  const { breaker, call } = newBreaker();
  const said = [];
  for (const succeeds of [false, true, false, false, true]) said.push(await call(succeeds));
  assert.deepEqual(said, ["failed", "ok", "failed", "failed", "not called"]);
  assert.equal(breaker.state, "open");
});

test("after its rest it lets one call through, and closes if that succeeds", async () => {
  const { clock, breaker, call } = newBreaker();
  await call(false);
  await call(false);
  await clock.sleep(1000);
  assert.deepEqual(await Promise.all([call(true), call(true)]), ["ok", "not called"]);
  assert.equal(await call(true), "ok");
  assert.deepEqual(breaker.history, [
    { at: 0, state: "closed" },
    { at: 20, state: "open" },
    { at: 1020, state: "half-open" },
    { at: 1030, state: "closed" },
  ]);
});

test("if the one call fails, it rests again, from then on", async () => {
  const { clock, breaker, call } = newBreaker();
  await call(false);
  await call(false);
  await clock.sleep(1000);
  assert.equal(await call(false), "failed");
  await clock.sleep(999);
  assert.equal(await call(true), "not called");
  await clock.sleep(1);
  assert.equal(await call(true), "ok");
  assert.equal(breaker.state, "closed");
});

test("calls that were under way when it opened do not open it twice", async () => {
  const { breaker, call } = newBreaker();
  await Promise.all([call(false), call(false), call(false)]);
  assert.deepEqual(
    breaker.history.map(({ state }) => state),
    ["closed", "open"],
  );
});
