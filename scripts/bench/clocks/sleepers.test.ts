import assert from "node:assert/strict";
import { test } from "node:test";
import { range } from "../workload.ts";
import { napMs, perWake, type Sleepers, slumber } from "./sleepers.ts";

const distinct: Sleepers = { sleepers: 1000, naps: 6, equal: false };

function deadlines(workload: Sleepers): number[] {
  return range(workload.sleepers).flatMap((who) => {
    let at = 0;
    return range(workload.naps).map((nap) => (at += napMs(workload, who, nap)));
  });
}

test("with distinct deadlines no two sleepers ever wake at the same instant", () => {
  const all = deadlines(distinct);
  assert.equal(new Set(all).size, 6000);
  assert.ok(range(1000).every((who) => range(6).every((nap) => napMs(distinct, who, nap) > 0)));
});

test("with equal deadlines all wake at the same instants", () => {
  assert.equal(new Set(deadlines({ ...distinct, equal: true })).size, 6);
});

const clocks = {
  "promises, no clock": async () => (await import("./promises.ts")).trial,
  floor: async () => (await import("./floor.ts")).trial,
  "Interleave SimulatedClock": async () => (await import("./interleave.ts")).trial,
  "@sinonjs/fake-timers": async () => (await import("./fake-timers.ts")).trial,
};

for (const [name, load] of Object.entries(clocks)) {
  for (const equal of [true, false]) {
    test(`${name} wakes everyone, ${equal ? "equal" : "distinct"} deadlines`, async () => {
      await (
        await load()
      )({ sleepers: 50, naps: 3, equal }); // throws if a wake is missing
    });
  }
}

test("effect TestClock wakes everyone", async () => {
  await (await import("./effect.ts")).trial({ sleepers: 3, naps: 2, equal: true });
});

test("a clock that loses a wake is found out", async () => {
  const never = perWake((workload) =>
    slumber({ ...workload, naps: 1 }, 0, () => Promise.resolve()),
  );
  await assert.rejects(never(distinct), /there were 1 wakes, not 6000/);
});
