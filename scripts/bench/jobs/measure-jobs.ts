import { join } from "node:path";
import type { Engine, EngineAddress } from "../../../node/jobs/index.ts";
import { type Started, startModule } from "../../../node/processes/start-module.ts";
import { range } from "../workload.ts";

/** `workers` processes take `jobs` jobs off one queue; each job is a sleep. */
export interface JobsWorkload {
  readonly engine: "embedded" | "real";
  readonly workers: number;
  readonly jobs: number;
  readonly workMs: number;
}

export interface TakerOrder {
  readonly address: EngineAddress;
  readonly queue: string;
  readonly workMs: number;
}

/** What a taker tells: that it is connected, and at the end when it was done with each of its jobs. */
export type TakerReport =
  { readonly ready: true } | { readonly doneAt: readonly number[] } | { readonly trouble: string };

let queues = 0;

/**
 * Jobs per second, from putting nothing to telling the queue that each is done: all jobs lie there and all workers are
 * connected before the first is taken. The workers are new processes each time. Rejects when a job is missing at the
 * end, and when the signal is aborted; no worker is left then.
 */
export async function measureJobs(
  engine: Engine,
  { workers, jobs, workMs }: JobsWorkload,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const name = `bench-${queues++}`;
  const queue = await engine.createQueue(name, { leaseSeconds: 600, tries: 1 });
  await queue.putAll(range(jobs).map((n) => ({ n })));
  const takers = range(workers).map(() => startModule(join(import.meta.dirname, "taker.ts")));
  const stop = (): void => takers.forEach(({ process }) => process.kill("SIGKILL"));
  signal.addEventListener("abort", stop);
  try {
    const order = { address: engine.address, queue: name, workMs };
    await Promise.all(takers.map(async (taker) => await tell(taker, order)));
    const reports = await Promise.all(takers.map(async (taker) => await tell(taker, "go")));
    return ratePerSecond(
      reports.flatMap((said) => ("doneAt" in said ? said.doneAt : [])),
      jobs,
    );
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.all(takers.map(async (taker) => await taker.kill()));
  }
}

async function tell(taker: Started, message: TakerOrder | "go"): Promise<TakerReport> {
  taker.process.send(message);
  const said = await taker.firstMessage<TakerReport>();
  if ("trouble" in said) throw new Error(`a worker failed: ${said.trouble}`);
  return said;
}

/** Instants in milliseconds; the first tenth is not counted, for code that is still cold. */
export function ratePerSecond(doneAt: readonly number[], jobs: number): number {
  if (doneAt.length !== jobs) throw new Error(`${doneAt.length} of ${jobs} jobs were done`);
  const inOrder = [...doneAt].sort((a, b) => a - b);
  const warm = Math.max(1, Math.floor(jobs / 10));
  const [start = NaN, end = NaN] = [inOrder[warm - 1], inOrder.at(-1)];
  return (jobs - warm) / ((end - start) / 1000);
}
