/** What promises cost by themselves: no queue that hands items from one async function to another gets below. */
import type { Deliver } from "./workload.ts";

const done = Promise.resolve();

/** One async function that awaits what is there already. */
export const resolved: Deliver = async ({ items }, receive) => {
  for (let item = 0; item < items; item++) receive(await Promise.resolve(item));
};

/**
 * One makes a promise and awaits it, the other resolves it and lets go: the least that a hand-off can be
 * where only the consumer ever waits.
 */
export const oneWaits: Deliver = async ({ items }, receive) => {
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

/** Both sides in turn make a promise, await it, and resolve the other's: each waits for the other. */
export const bothWait: Deliver = async ({ items }, receive) => {
  let hand!: (item: number) => void;
  let thank = (): void => {};
  const consume = async (): Promise<void> => {
    for (let i = 0; i < items; i++) {
      const next = new Promise<number>((resolve) => (hand = resolve));
      thank();
      receive(await next);
    }
    thank();
  };
  const consuming = consume();
  for (let item = 0; item < items; item++) {
    const taken = new Promise<void>((resolve) => (thank = resolve));
    hand(item);
    await taken;
  }
  await consuming;
};
