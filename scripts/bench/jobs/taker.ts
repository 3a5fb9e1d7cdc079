/** A worker that is measured: takes jobs and says done until there are none, then tells when it was done with each. */
import { setTimeout as sleep } from "node:timers/promises";
import { joinEngine } from "../../../node/jobs/engine.ts";
import { endWithParent } from "../../../node/processes/end-with-parent.ts";
import type { TakerOrder, TakerReport } from "./measure-jobs.ts";

const report = (message: TakerReport): void => void process.send?.(message);

/** Another taker's lock may hide a job for a moment: only so many looks in a row without any are the end. */
const mostEmptyLooks = 3;

endWithParent();
process.once("message", (order: TakerOrder) => {
  take(order).catch((error: unknown) => {
    report({ trouble: error instanceof Error ? error.message : String(error) });
  });
});

async function take({ address, queue, workMs }: TakerOrder): Promise<void> {
  const engine = await joinEngine(address);
  const jobs = engine.queue(queue);
  const told = new Promise((resolve) => process.once("message", resolve));
  report({ ready: true });
  await told;
  const doneAt: number[] = [];
  for (let emptyLooks = 0; emptyLooks < mostEmptyLooks;) {
    const job = await jobs.take();
    if (!job) {
      emptyLooks += 1;
      await sleep(10);
      continue;
    }
    emptyLooks = 0;
    if (workMs > 0) await sleep(workMs);
    if (!(await jobs.done(job))) throw new Error("the lease ran out during the measurement");
    doneAt.push(performance.timeOrigin + performance.now());
  }
  await engine.close();
  report({ doneAt });
}
