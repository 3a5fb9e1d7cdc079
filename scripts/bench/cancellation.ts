/** Waits that are given up: what it costs to wait for an item, be told to stop, and leave the line. */
import type { Fiber as Fibers } from "effect";
import { Queue } from "../../src/queue.ts";
import { cpuTime } from "./cpu.ts";
import type { Trial } from "./theme.ts";
import { range } from "./workload.ts";

/** `waiting` gets wait at the same time and are cancelled one by one, until there were `waits` of them. */
export interface Cancellations {
  readonly waits: number;
  readonly waiting: number;
}

/** Steps through the line in strides, so that most who leave stand neither first nor last. */
const stride = 389; // prime: every place is met once, unless their number is a multiple

/** Waits with a signal each; `wait` must reject when its signal is aborted. */
function aborted(wait: (signal: AbortSignal) => Promise<number>): Trial<Cancellations> {
  return async ({ waits, waiting }) => {
    let cancelled = 0;
    const spent = await cpuTime(async () => {
      for (let round = 0; round < waits / waiting; round++) {
        const controllers = range(waiting).map(() => new AbortController());
        const line = controllers.map(async ({ signal }) => {
          try {
            await wait(signal);
          } catch {
            cancelled += 1;
          }
        });
        for (let i = 0; i < waiting; i++) controllers[(i * stride) % waiting]?.abort();
        await Promise.all(line);
      }
    });
    if (cancelled !== waits) throw new Error(`${cancelled} of ${waits} waits were cancelled`);
    return spent / waits;
  };
}

/** A promise that rejects when its signal is aborted, and nothing else. */
export const floor = aborted(
  (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    }),
);

export const ours: Trial<Cancellations> = (workload) => {
  const queue = new Queue<number>();
  return aborted((signal) => queue.get({ signal }))(workload);
};

/** Fibers have no signals; to interrupt one is the same request. */
export const effect: Trial<Cancellations> = async ({ waits, waiting }) => {
  const { Effect, Fiber, Queue: EffectQueue } = await import("effect"); // slow to load: only here
  const program = Effect.gen(function* () {
    const queue = yield* EffectQueue.unbounded<number>();
    for (let round = 0; round < waits / waiting; round++) {
      const line = yield* Effect.forEach(range(waiting), () =>
        Effect.fork(EffectQueue.take(queue)),
      );
      yield* Effect.yieldNow();
      for (let i = 0; i < waiting; i++) {
        yield* Fiber.interrupt(line[(i * stride) % waiting] as Fibers.RuntimeFiber<number>);
      }
    }
  });
  return (await cpuTime(() => Effect.runPromise(program))) / waits;
};
