import assert from "node:assert/strict";
import { test } from "node:test";
import { asyncVersion } from "./program.ts";
import { Random } from "./random.ts";
import { RealClock } from "./real-clock.ts";
import { seconds, silent } from "./report.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { median } from "./stats.ts";

// The one test that waits as long as the lecture did. A simulation is worth something only if reality agrees.
test("really waiting for 20 items takes what the simulation says, and at most 3 % more", async () => {
  const run = (clock: RealClock | SimulatedClock) =>
    asyncVersion({ clock, random: new Random(1), print: silent });
  const real = await run(new RealClock());
  const simulated = await run(new SimulatedClock());
  console.log(`real ${seconds(real.total)} s, simulated ${seconds(simulated.total)} s`);
  const share = real.total / simulated.total;
  assert.ok(share > 0.9999 && share < 1.03, `real time is ${share} of simulated time`);
  assert.ok(median(real.responses) < 100, `the median response is ${median(real.responses)} ms`);
  assert.equal(real.responses.length, 20);
});
