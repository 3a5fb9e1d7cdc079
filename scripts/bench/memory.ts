/** What a task costs while it does nothing but sleep. */
import { createClock } from "@sinonjs/fake-timers";
import { EventLoop } from "../../src/loop.ts";
import { SimulatedClock } from "../../src/simulated-clock.ts";
import type { Task } from "../../src/task.ts";
import { heldBytes } from "./cpu.ts";
import type { Trial } from "./theme.ts";
import { range } from "./workload.ts";

export interface Sleeping {
  readonly tasks: number;
}

const anHour = 3_600_000;

/**
 * Bytes for each of the sleepers that `start` starts. They are never woken: the process ends instead.
 * What `start` gives is held on to until they are weighed.
 */
function bytesEach(start: (tasks: number) => Promise<unknown>): Trial<Sleeping> {
  return async ({ tasks }) => {
    const held = [await start(1)]; // whatever is loaded or made once is there now
    const before = heldBytes();
    held.push(await start(tasks));
    return (heldBytes() - before) / tasks;
  };
}

const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still, as it does for real input and output: nobody is to wake up. */
function stoppedClock(): SimulatedClock {
  const clock = new SimulatedClock();
  void clock.hold(new Promise(() => {}));
  return clock;
}

/** An async function that sleeps on our clock. */
export const bare = bytesEach(async (tasks) => {
  const clock = stoppedClock();
  const sleeper = async (): Promise<void> => await clock.sleep(anHour);
  const sleeping = range(tasks).map(sleeper);
  await aTurn();
  return [clock, sleeping];
});

/** A task of our event loop, with its name, its state and the records of its trace. */
export const loopTask = bytesEach(async (tasks) => {
  const clock = stoppedClock();
  const loop = new EventLoop({ clock });
  let asleep = 0;
  const sleeper = async (): Promise<void> => {
    asleep += 1;
    await clock.sleep(anHour);
  };
  const sleeping = range(tasks).map(() => loop.createTask(sleeper));
  const running = loop.runUntilComplete(sleeping[0] as Task<void>);
  while (asleep < tasks) await aTurn();
  await aTurn();
  return [loop, sleeping, running];
});

export const realTimeout = bytesEach(async (tasks) => {
  const sleeper = async (): Promise<void> =>
    await new Promise((resolve) => void setTimeout(resolve, anHour));
  const sleeping = range(tasks).map(sleeper);
  await aTurn();
  return sleeping;
});

export const fakeTimers = bytesEach(async (tasks) => {
  const clock = createClock(0, Infinity);
  const sleeper = async (): Promise<void> =>
    await new Promise<void>((resolve) => void clock.setTimeout(() => resolve(), anHour));
  const sleeping = range(tasks).map(sleeper);
  await aTurn();
  return [clock, sleeping];
});

export const effectFiber = bytesEach(async (tasks) => {
  const { Effect } = await import("effect"); // slow to load: only here
  const sleeper = Effect.sleep(anHour);
  const sleeping = range(tasks).map(() => Effect.runFork(sleeper));
  await aTurn();
  return sleeping;
});
