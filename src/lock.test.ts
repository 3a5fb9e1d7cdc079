import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, DeadlockError } from "./errors.ts";
import { gather } from "./gather.ts";
import { Lock } from "./lock.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";

const newLoop = () => new EventLoop({ clock: new SimulatedClock() });

/** Reads, waits and writes: what another task writes in between is lost. */
function account() {
  let balance = 100;
  const withdraw = async (amount: number) => {
    const before = balance;
    await sleep(1);
    balance = before - amount;
  };
  return { withdraw, balance: () => balance };
}

test("without a lock an update is lost across an await, with one it is not", async () => {
  const [open, locked, lock] = [account(), account(), new Lock()];
  await newLoop().runUntilComplete(async () => {
    await Promise.all([open.withdraw(10), open.withdraw(20)]);
    await Promise.all([10, 20].map((amount) => lock.withLock(() => locked.withdraw(amount))));
  });
  assert.deepEqual([open.balance(), locked.balance()], [80, 70]);
});

test("a lock is passed on in the order of asking, and a newcomer cannot be faster", async () => {
  const lock = new Lock();
  const log: string[] = [];
  const enter = (name: string) => lock.acquire().then(() => log.push(name));
  const entries = ["a", "b"].map(enter);
  lock.release();
  entries.push(enter("newcomer"));
  lock.release();
  await Promise.all(entries);
  assert.deepEqual([log, lock.isLocked], [["a", "b", "newcomer"], true]);
  lock.release();
  assert.equal(lock.isLocked, false);
});

test("releasing a lock that is not locked is refused", async () => {
  const lock = new Lock({ name: "ledger" });
  const refusal = new Error("ledger cannot be released: it is not locked");
  assert.throws(() => lock.release(), refusal);
  await lock.acquire();
  lock.release();
  assert.throws(() => lock.release(), refusal);
});

test("a lock is released when the body throws, at once or later", async () => {
  const lock = new Lock();
  const atOnce = () => {
    throw new Error("at once");
  };
  await assert.rejects(lock.withLock(atOnce), /at once/);
  await assert.rejects(
    lock.withLock(() => Promise.reject(new Error("later"))),
    /later/,
  );
  assert.equal(lock.isLocked, false);
});

test("a signal that is aborted already does not take the lock, even if it is free", async () => {
  const lock = new Lock();
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(lock.acquire({ signal }), /enough/);
  assert.equal(lock.isLocked, false);
});

test("a wait that is aborted or cancelled does not take the lock, and the next one is served", async () => {
  const loop = newLoop();
  const lock = new Lock();
  const controller = new AbortController();
  await loop.runUntilComplete(async () => {
    await lock.acquire();
    const aborted = loop.createTask(() => lock.acquire({ signal: controller.signal }));
    const cancelled = loop.createTask(() => lock.acquire());
    const last = loop.createTask(() => lock.acquire());
    await sleep(1);
    controller.abort(new Error("enough"));
    cancelled.cancel();
    lock.release();
    await assert.rejects(aborted, /enough/);
    await assert.rejects(cancelled, CancelledError);
    await last;
    lock.release();
  });
  assert.equal(lock.isLocked, false);
});

test("a lock that was passed on as the cancellation came is released by withLock", async () => {
  const loop = newLoop();
  const lock = new Lock();
  await loop.runUntilComplete(async () => {
    await lock.acquire();
    const visitor = loop.createTask(() => lock.withLock(() => sleep(10)));
    await sleep(1);
    lock.release();
    visitor.cancel();
    await assert.rejects(visitor, CancelledError);
  });
  assert.deepEqual([lock.isLocked, loop.clock.now()], [false, 1]);
});

test("I5 two tasks that take two locks in opposite order: the deadlock names who waits for which", async () => {
  const loop = newLoop();
  const [left, right] = [new Lock({ name: "left" }), new Lock({ name: "right" })];
  const take = (name: string, first: Lock, second: Lock) =>
    loop.createTask(
      () =>
        first.withLock(async () => {
          await sleep(1);
          await second.withLock(() => {});
        }),
      { name },
    );
  const both = gather([take("Ann", left, right), take("Ben", right, left)]);
  await assert.rejects(
    loop.runUntilComplete(both),
    new DeadlockError(
      "nothing can run at t = 0.00 s, yet the program has not finished: Ann waits for the lock right; Ben waits for the lock left",
    ),
  );
});
