import assert from "node:assert/strict";
import { test } from "node:test";
import { Latest } from "./watch.ts";

test("what is asked for while the work is being done is answered by one more time, not by many", async () => {
  const gates: (() => void)[] = [];
  const work = new Latest(() => new Promise<void>((resolve) => void gates.push(resolve)));
  work.ask();
  work.ask();
  work.ask();
  assert.equal(gates.length, 1);
  gates[0]?.();
  await new Promise(setImmediate);
  assert.equal(gates.length, 2);
  gates[1]?.();
  await work.idle();
  assert.equal(gates.length, 2);
});

test("work that rejects is not done again, and its reason is known", async () => {
  const work = new Latest(() => Promise.reject(new Error("boom")));
  work.ask();
  await assert.rejects(work.failed, /boom/);
});
