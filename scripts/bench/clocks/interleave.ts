import { SimulatedClock } from "../../../src/simulated-clock.ts";
import { range } from "../workload.ts";
import { perWake, slumber, total } from "./sleepers.ts";

export const trial = perWake(async (workload) => {
  const clock = new SimulatedClock();
  const sleep = (ms: number): Promise<void> => clock.sleep(ms);
  return await clock.run(async () =>
    total(await Promise.all(range(workload.sleepers).map((who) => slumber(workload, who, sleep)))),
  );
});
