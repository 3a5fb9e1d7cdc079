/** What promises cost by themselves: no queue that hands items from one async function to another gets below. */
import type { Deliver } from "./workload.ts";

const done = Promise.resolve();

/** One async function that awaits what is there already. */
export const resolved: Deliver = async ({ items }, receive) => {
  for (let item = 0; item < items; item++) receive(await Promise.resolve(item));
};

/** Two that take turns: one makes a promise and awaits it, the other resolves it and lets go. */
export const inTurn: Deliver = async ({ items }, receive) => {
  let hand!: (item: number) => void;
  const consume = async (): Promise<void> => {
    for (let i = 0; i < items; i++) {
      receive(await new Promise<number>((resolve) => (hand = resolve)));
    }
  };
  const consuming = consume();
  for (let item = 0; item < items; item++) {
    hand(item);
    await done; // the consumer runs, and makes the next promise
  }
  await consuming;
};
