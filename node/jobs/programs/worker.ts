/** A worker: takes jobs, does them, has its effect, and says done. Ends when who started it is gone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "../../../src/job-queue.ts";
import type { BossQueue } from "../boss-queue.ts";
import type { GoOn, Point, Service, Task, WorkerOrder } from "../crew-messages.ts";
import { joinEngine } from "../engine.ts";
import { Ledger } from "../ledger.ts";
import { onOrder, report } from "./on-order.ts";

/** How long it rests when there is nothing to do. */
const restMs = 50;

onOrder<WorkerOrder>(work);

async function work({ address, services, workMs, standAt }: WorkerOrder): Promise<void> {
  const engine = await joinEngine(address);
  const ledger = new Ledger(engine);
  const stand = standing(standAt);
  const served = services.map((service) => ({
    service,
    queue: engine.queue<Task>(service.queue),
  }));
  report({ what: "ready" });
  for (;;) {
    let idle = true;
    for (const { service, queue } of served) {
      await stand("before take");
      const job = await queue.take();
      if (!job) continue;
      idle = false;
      await doJob(job, { service, queue, ledger, stand, workMs });
    }
    if (idle) await sleep(restMs);
  }
}

interface Tools {
  readonly service: Service;
  readonly queue: BossQueue<Task>;
  readonly ledger: Ledger;
  readonly stand: (point: Point) => Promise<void>;
  readonly workMs: number;
}

async function doJob(
  job: Job<Task>,
  { service, queue, ledger, stand, workMs }: Tools,
): Promise<void> {
  const { n, poison } = job.data;
  const tell = (what: "took" | "effect" | "done" | "too late" | "failed"): void =>
    report({ what, n, attempt: job.attempt });
  tell("took");
  await stand("taken");
  await sleep(workMs / 2);
  await stand("working");
  await sleep(workMs / 2);
  if (poison) {
    await queue.fail(job, `nobody can do ${n}`);
    return tell("failed");
  }
  const effect = async (): Promise<void> => {
    await ledger.add(service.queue, n, service.withKey ? job.id : undefined);
    tell("effect");
  };
  const done = async (): Promise<void> => tell((await queue.done(job)) ? "done" : "too late");
  const [first, second] = service.first === "effect" ? [effect, done] : [done, effect];
  await Promise.all([first(), stand("first step sent")]);
  await stand("between");
  await Promise.all([second(), stand("second step sent")]);
}

/** Stands still at one point, the first time it comes there, until it is told to go on. */
function standing(standAt: Point | undefined): (point: Point) => Promise<void> {
  let hasStood = false;
  return async (point) => {
    if (point !== standAt || hasStood) return;
    hasStood = true;
    report({ what: "stands", at: point });
    await new Promise<void>((resolve) =>
      process.on("message", (message: Partial<GoOn>) => message.goOn && resolve()),
    );
  };
}
