import { type Deliver, range } from "../workload.ts";

/** What has no `get`, but calls a function for each item, several at a time. */
export interface Pool {
  /** Settles when the item has been worked on. */
  readonly push: (item: number) => Promise<unknown>;
  readonly pause: () => void;
  readonly resume: () => void;
}

const done = Promise.resolve();

/**
 * As many workers as there are consumers. Where the scenario has a bound, a producer has no more than its
 * part of maxSize under way: these queues know no other back-pressure than waiting for what was pushed.
 */
export function overWorkers(
  open: (concurrency: number, work: (item: number) => void) => Pool,
): Deliver {
  return async ({ items, producers, consumers, maxSize, burst }, receive) => {
    let received = 0;
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const pool = open(consumers, (item) => {
      receive(item);
      if (++received === items) finish();
    });
    const produce = async (producer: number): Promise<void> => {
      const underWay: Promise<unknown>[] = [];
      const most = maxSize === undefined ? Infinity : Math.ceil(maxSize / producers);
      for (let item = producer, slot = 0; item < items; item += producers) {
        if (most === Infinity) {
          void pool.push(item);
          await done; // lets the workers run
        } else {
          await underWay[slot];
          underWay[slot] = pool.push(item);
          slot = (slot + 1) % most;
        }
      }
    };
    if (burst) pool.pause();
    await Promise.all(range(producers).map(produce));
    if (burst) pool.resume();
    await finished;
  };
}
