import { setTimeout as sleep } from "node:timers/promises";
import type { JobQueue } from "../../src/job-queue.ts";

/** Resolves when no job of these queues is ready or taken any more. Rejects after a minute and a half. */
export async function settled(
  ...queues: readonly Pick<JobQueue<unknown>, "stats">[]
): Promise<void> {
  const until = Date.now() + 90_000;
  for (const queue of queues) {
    for (;;) {
      const { ready, leased } = await queue.stats();
      if (ready + leased === 0) break;
      if (Date.now() > until)
        throw new Error(`${ready} jobs are ready and ${leased} taken, after 90 s`);
      await sleep(20);
    }
  }
}
