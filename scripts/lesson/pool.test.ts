import assert from "node:assert/strict";
import { test } from "node:test";
import { inParallel } from "./pool.ts";

/** A promise and the function that opens it. */
function gate(): { readonly opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test("results come in the order of the items, whichever ends first", async () => {
  const first = gate();
  const results = await inParallel(["a", "b"], 2, async (item) => {
    if (item === "a") await first.opened;
    else first.open();
    return item.toUpperCase();
  });
  assert.deepEqual(results, ["A", "B"]);
});

test("no more than the given number run at once", async () => {
  let running = 0;
  let most = 0;
  const all = gate();
  await inParallel([1, 2, 3, 4, 5], 2, async () => {
    most = Math.max(most, (running += 1));
    if (running === 2) all.open();
    await all.opened;
    running -= 1;
  });
  assert.equal(most, 2);
});

test("after a rejection nothing more starts, and what runs is waited for", async () => {
  const other = gate();
  const log: string[] = [];
  const work = inParallel(["fails", "slow", "never"], 2, async (item) => {
    log.push(`${item} started`);
    if (item === "fails") throw new Error("boom");
    await other.opened;
    log.push(`${item} ended`);
  });
  setImmediate(other.open);
  await assert.rejects(work, /boom/);
  assert.deepEqual(log, ["fails started", "slow started", "slow ended"]);
});
