/** Whether a queue slows down when much is in it. */
import { channel } from "@thi.ng/csp";
import { Channel } from "async-channel";
import { Queue } from "../../src/queue.ts";
import { cpuTime } from "./cpu.ts";
import type { Trial } from "./theme.ts";
import { range } from "./workload.ts";

/** As many queues as it takes to hold all items, so that both sizes of backlog fill the same memory. */
export interface Backlogs {
  readonly queues: number;
  readonly each: number;
}

interface Filled {
  readonly get: () => PromiseLike<number | undefined>;
}

/** Only the getting is measured: filling is done by then. */
function draining(fill: (items: number) => Filled): Trial<Backlogs> {
  return async ({ queues, each }) => {
    const filled = range(queues).map(() => fill(each));
    let sum = 0;
    const spent = await cpuTime(async () => {
      for (const queue of filled) {
        for (let i = 0; i < each; i++) sum += (await queue.get()) ?? NaN;
      }
    });
    if (sum !== (queues * each * (each - 1)) / 2) throw new Error("the backlog was not whole");
    return spent / (queues * each);
  };
}

export const ours = draining((items) => {
  const queue = new Queue<number>();
  for (let item = 0; item < items; item++) queue.putNowait(item);
  return { get: () => queue.get() };
});

export const csp = draining((items) => {
  const buffered = channel<number>(items);
  for (let item = 0; item < items; item++) buffered.offer(item);
  return { get: () => buffered.read() };
});

export const asyncChannel = draining((items) => {
  const buffered = new Channel<number>(Infinity);
  for (let item = 0; item < items; item++) void buffered.push(item);
  return { get: () => buffered.get() };
});

/** An array read from front to back, and a promise for each item. */
export const array = draining((items) => {
  const held = range(items);
  let next = 0;
  return { get: () => Promise.resolve(held[next++]) };
});
