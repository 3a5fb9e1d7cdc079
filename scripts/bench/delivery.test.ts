/** A benchmark of a queue that loses items or mixes them up would be worth nothing. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { pythonFor } from "./measure.ts";
import { entrants, scenarios, trial } from "./scenarios.ts";
import { range, type Workload } from "./workload.ts";

const size = { items: 2500, naps: 1, sleepers: 1 };

function workloadOf(name: string): Workload {
  return scenarios.find((scenario) => scenario.name === name)?.workload(size, 1) as Workload;
}

for (const { name, deliver, cannot = {} } of entrants) {
  for (const scenario of scenarios.filter((one) => cannot[one.name] === undefined)) {
    test(`${name} delivers every item once, in order to one consumer: ${scenario.name}`, async () => {
      const workload = workloadOf(scenario.name);
      const received: number[] = [];
      await (
        await deliver()
      )(workload, (item) => void received.push(item));
      // Which of several consumers runs first is the scheduler's affair, not the queue's.
      if (workload.consumers > 1) received.sort((a, b) => a - b);
      assert.deepEqual(received, range(size.items));
    });
  }
}

test("a queue that loses an item is found out", async () => {
  const loses = trial(({ items }, receive) => {
    for (let item = 1; item < items; item++) receive(item + (item === 1 ? 1 : 0));
    return Promise.resolve();
  });
  await assert.rejects(loses({ items: 10, producers: 1, consumers: 1 }), /items were lost/);
});

const python = pythonFor("queues.py");

for (const { name } of scenarios) {
  test(`asyncio.Queue delivers every item: ${name}`, { skip: !python }, async () => {
    const program = join(import.meta.dirname, "python/queues.py");
    const args = ["-B", program, JSON.stringify(workloadOf(name))];
    const { stdout } = await promisify(execFile)(python ?? "", args); // it checks the sum itself
    assert.ok((JSON.parse(stdout) as { value: number }).value > 0);
  });
}
