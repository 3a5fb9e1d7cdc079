/** A producer: puts its tasks into a queue, one after another, says so, and ends. */
import { endWithParent } from "../../processes/end-with-parent.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { CrewEvent, ProducerOrder, Task } from "../crew-messages.ts";
import { joinEngine } from "../engine.ts";

const report = (event: CrewEvent): void => void (process.connected && process.send?.(event));

endWithParent();
process.once("message", (order: ProducerOrder) => {
  produce(order).catch((error: unknown) => {
    report({ what: "trouble", why: error instanceof Error ? error.message : String(error) });
  });
});

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
