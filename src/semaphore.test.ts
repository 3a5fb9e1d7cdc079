import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CancelledError, DeadlockError } from "./errors.ts";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { Random } from "./random.ts";
import { Semaphore } from "./semaphore.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";

function newLoop() {
  const clock = new SimulatedClock();
  return { clock, loop: new EventLoop({ clock }) };
}

for (const permits of [0, -1, 1.5, NaN, Infinity]) {
  test(`${permits} permits are refused`, () => {
    assert.throws(
      () => new Semaphore(permits),
      new RangeError(`permits must be a whole number from 1, got ${permits}`),
    );
  });
}

test("a semaphore lets as many in as it has permits, and the others in their order", async () => {
  const { clock, loop } = newLoop();
  const semaphore = new Semaphore(2);
  const log: string[] = [];
  const visit = (name: string) =>
    loop.createTask(() =>
      semaphore.withPermit(async () => {
        log.push(`${name} at ${clock.now()}`);
        await sleep(10);
        return name;
      }),
    );
  const results = await loop.runUntilComplete(gather(["a", "b", "c", "d", "e"].map(visit)));
  assert.deepEqual(log, ["a at 0", "b at 0", "c at 10", "d at 10", "e at 20"]);
  assert.deepEqual([results, semaphore.free], [["a", "b", "c", "d", "e"], 2]);
});

test("a newcomer cannot take the permit of one who waits", async () => {
  const semaphore = new Semaphore(1);
  const log: string[] = [];
  await semaphore.acquire();
  const waiting = semaphore.acquire().then(() => log.push("the one who waited"));
  semaphore.release();
  const newcomer = semaphore.acquire().then(() => log.push("the newcomer"));
  await waiting;
  semaphore.release();
  await newcomer;
  assert.deepEqual(log, ["the one who waited", "the newcomer"]);
});

test("a permit is given back when the body throws, at once or later", async () => {
  const semaphore = new Semaphore(1);
  const atOnce = () => {
    throw new Error("at once");
  };
  await assert.rejects(semaphore.withPermit(atOnce), /at once/);
  await assert.rejects(
    semaphore.withPermit(() => Promise.reject(new Error("later"))),
    /later/,
  );
  assert.equal(semaphore.free, 1);
});

test("withPermit also takes a body that does not wait", async () => {
  assert.equal(await new Semaphore(1).withPermit(() => 7), 7);
});

test("releasing more often than acquiring is refused", async () => {
  const semaphore = new Semaphore(2, { name: "printers" });
  await semaphore.acquire();
  semaphore.release();
  assert.throws(
    () => semaphore.release(),
    new RangeError("printers was released more often than it was acquired"),
  );
  assert.equal(semaphore.free, 2);
});

test("a signal that is aborted already takes no permit, even if one is free", async () => {
  const semaphore = new Semaphore(1);
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(semaphore.acquire({ signal }), /enough/);
  await assert.rejects(
    semaphore.withPermit(() => assert.fail("must not be called"), { signal }),
    /enough/,
  );
  assert.equal(semaphore.free, 1);
});

test("a wait that is aborted or cancelled takes no permit, and the next one is served", async () => {
  const { loop } = newLoop();
  const semaphore = new Semaphore(1);
  const controller = new AbortController();
  await loop.runUntilComplete(async () => {
    await semaphore.acquire();
    const aborted = loop.createTask(() => semaphore.acquire({ signal: controller.signal }));
    const cancelled = loop.createTask(() => semaphore.acquire());
    const last = loop.createTask(() => semaphore.acquire());
    await sleep(1);
    controller.abort(new Error("enough"));
    cancelled.cancel();
    semaphore.release();
    await assert.rejects(aborted, /enough/);
    await assert.rejects(cancelled, CancelledError);
    await last;
    semaphore.release();
  });
  assert.equal(semaphore.free, 1);
});

test("a permit that was handed over as the cancellation came is given back by withPermit", async () => {
  const { loop } = newLoop();
  const semaphore = new Semaphore(1);
  const log: string[] = [];
  await loop.runUntilComplete(async () => {
    await semaphore.acquire();
    const visitor = loop.createTask(() =>
      semaphore.withPermit(async () => {
        log.push("inside"); // what has succeeded stays succeeded: the error comes at the next wait
        await sleep(10);
        log.push("never");
      }),
    );
    await sleep(1);
    semaphore.release();
    visitor.cancel();
    await assert.rejects(visitor, CancelledError);
  });
  assert.deepEqual([log, semaphore.free], [["inside"], 1]);
});

test("I5 a deadlock names the semaphore that somebody waits for", async () => {
  const { loop } = newLoop();
  const semaphore = new Semaphore(1, { name: "printers" });
  const nested = loop.createTask(() => semaphore.withPermit(() => semaphore.acquire()), {
    name: "greedy",
  });
  await assert.rejects(loop.runUntilComplete(nested), (error) => {
    assert.ok(error instanceof DeadlockError);
    assert.match(error.message, /greedy waits for a permit of printers/);
    return true;
  });
});

/** Visitors come, stay and are cancelled or aborted at random; notes who asked and who got in, in order. */
async function randomVisits(seed: number, permits: number) {
  const { clock, loop } = newLoop();
  const random = new Random(seed);
  const semaphore = new Semaphore(permits);
  const [asked, entered, refused]: [number[], number[], Set<number>] = [[], [], new Set()];
  let [inside, most] = [0, 0];
  const visitors = Array.from({ length: 12 }, (_, who) => {
    const [arrival, stay, end] = [random.integer(0, 6), random.integer(0, 3), random.integer(0, 9)];
    const controller = new AbortController();
    const visitor = loop.createTask(async () => {
      await sleep(arrival);
      asked.push(who);
      await semaphore.acquire({ signal: controller.signal }).catch((error: unknown) => {
        refused.add(who);
        throw error;
      });
      entered.push(who);
      most = Math.max(most, ++inside);
      await sleep(stay).finally(() => {
        inside -= 1;
        semaphore.release();
      });
    });
    const how = random.next();
    if (how < 0.3) clock.callLater(end, () => visitor.cancel());
    else if (how < 0.6) clock.callLater(end, () => controller.abort(new Error("enough")));
    return visitor;
  });
  await loop.runUntilComplete(gather(visitors, { returnExceptions: true }));
  return { semaphore, most, entered, expected: asked.filter((who) => !refused.has(who)) };
}

test("any visits, cancelled at any moment: never more inside than permits, first come first served, no permit lost", async () => {
  const visits = fc.record({ seed: fc.nat(), permits: fc.integer({ min: 1, max: 3 }) });
  await fc.assert(
    fc.asyncProperty(visits, async ({ seed, permits }) => {
      const { semaphore, most, entered, expected } = await randomVisits(seed, permits);
      assert.ok(most <= permits);
      assert.deepEqual(entered, expected);
      assert.equal(semaphore.free, permits);
    }),
    { numRuns: 500 },
  );
});
