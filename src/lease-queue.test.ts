import assert from "node:assert/strict";
import { test } from "node:test";
import { LeaseQueue } from "./lease-queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";

function newQueue() {
  const clock = new SimulatedClock();
  return { clock, queue: new LeaseQueue<string>({ clock, leaseSeconds: 30, tries: 2 }) };
}

test("a job that is taken belongs to nobody else for 30 s, and then to the next", async () => {
  const { clock, queue } = newQueue();
  await queue.put("a");
  const first = await queue.take();
  await clock.sleep(30_000);
  assert.equal(await queue.take(), undefined);
  await clock.sleep(1);
  const second = await queue.take();
  assert.deepEqual([first?.attempt, second?.attempt], [1, 2]);
  assert.ok(first && second);
  assert.equal(await queue.done(first), false);
  assert.equal(await queue.done(second), true);
  assert.deepEqual(await queue.stats(), { ready: 0, leased: 0, done: 1, dead: 0, ageMs: 0 });
});

test("a job that fails comes first again, and dies after its tries with the last reason", async () => {
  const { clock, queue } = newQueue();
  await queue.put("poison");
  await clock.sleep(1000);
  await queue.put("food");
  for (const why of ["one", "two"]) {
    const job = await queue.take();
    assert.equal(job?.data, "poison");
    assert.equal(await queue.fail(job, why), true);
    assert.equal(await queue.fail(job, "again"), false);
  }
  assert.deepEqual(await queue.deadLetters(), [{ data: "poison", why: "two" }]);
  assert.equal((await queue.take())?.data, "food");
});

test("the age is that of the oldest job that waits", async () => {
  const { clock, queue } = newQueue();
  await queue.put("a");
  await clock.sleep(500);
  assert.equal((await queue.stats()).ageMs, 500);
  await queue.take();
  assert.equal((await queue.stats()).ageMs, 0);
});

test("rules that make no sense are refused", () => {
  const clock = new SimulatedClock();
  assert.throws(() => new LeaseQueue({ clock, leaseSeconds: 0, tries: 1 }), /over 0, got 0/);
  assert.throws(() => new LeaseQueue({ clock, leaseSeconds: 1, tries: 0 }), /at least 1, got 0/);
});
