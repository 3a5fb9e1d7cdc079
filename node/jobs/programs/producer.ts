/** A producer: puts its tasks into a queue, one after another, says so, and ends. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ProducerOrder, Task } from "../crew-messages.ts";
import { joinEngine } from "../engine.ts";
import { onOrder, report } from "./on-order.ts";

onOrder<ProducerOrder>(produce);

async function produce({ address, queue, tasks, pauseMs }: ProducerOrder): Promise<void> {
  const engine = await joinEngine(address);
  const jobs = engine.queue<Task>(queue);
  report({ what: "ready" });
  for (const task of tasks) {
    await jobs.put(task);
    report({ what: "put", n: task.n });
    await sleep(pauseMs);
  }
  report({ what: "finished" });
  await engine.close();
  process.disconnect();
}
