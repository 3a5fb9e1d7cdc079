import { createClock } from "@sinonjs/fake-timers";
import { range } from "../workload.ts";
import { perWake, slumber, total } from "./sleepers.ts";

export const trial = perWake(async (workload) => {
  const clock = createClock(0, Infinity); // it gives up after 1,000 timers otherwise
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.setTimeout(() => resolve(), ms));
  const sleeping = range(workload.sleepers).map((who) => slumber(workload, who, sleep));
  await clock.runAllAsync();
  return total(await Promise.all(sleeping));
});
