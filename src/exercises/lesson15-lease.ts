import { type Exercise, failed, passed } from "../check.ts";
import { LeaseQueue } from "../lease-queue.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { max } from "../stats.ts";

/** The lease in seconds. */
export type ChooseLease = number;

/** The rules of 15.2: what the longest job takes, and how soon a job of a dead worker must be under way again. */
const longestMs = 8000;
const againWithinMs = 15_000;
/** Between a lease's end and the look of a worker that has nothing to do. */
const lookMs = 1000;

export const chooseLease: Exercise<ChooseLease> = {
  id: "15.2",
  title: "how long a lease",
  hints: [
    "There are two mistakes. Which of them does a lease of 2 seconds make, and which one of a minute?",
    "Nobody's job may be given away while it is still being worked on: how long is the longest? And who waits for a dead worker's job waits for the whole lease, and a look.",
    "At least 8 seconds, the longest job, and at most 14: 15 less the second between two looks. Take some room above 8.",
  ],
  async judge(leaseSeconds) {
    if (!Number.isFinite(leaseSeconds) || leaseSeconds <= 0) {
      return failed(`a lease is a number of seconds over 0, got ${String(leaseSeconds)}`);
    }
    for (const seed of [1, 2, 3, 4, 5]) {
      const { doubled, againAfterMs } = await dayWith(leaseSeconds, seed);
      if (doubled > 0) {
        return failed(
          `too short: ${doubled} of 200 jobs were given away while they were worked on`,
        );
      }
      if (againAfterMs > againWithinMs) {
        const after = (againAfterMs / 1000).toFixed(1);
        return failed(`too long: the dead worker's job was under way again after ${after} s`);
      }
    }
    return passed("no job was done twice, and the dead worker's job was soon under way again");
  },
};

/** 200 jobs, most of a second, some of eight; four workers, one of which dies in the middle of its first job. */
async function dayWith(leaseSeconds: number, seed: number) {
  const clock = new SimulatedClock();
  const random = new Random(seed);
  const queue = new LeaseQueue<number>({ clock, leaseSeconds, tries: 1000 });
  for (let i = 0; i < 200; i += 1) {
    await queue.put(random.next() < 0.05 ? longestMs : random.duration(500, 1500));
  }
  const begun = new Map<string, number[]>();
  let doomed = "";
  const worker = async (dies: boolean): Promise<void> => {
    while (clock.now() < 600_000) {
      const job = await queue.take();
      if (!job) {
        await clock.sleep(lookMs);
        continue;
      }
      begun.set(job.id, [...(begun.get(job.id) ?? []), clock.now()]);
      if (dies) return void (doomed = job.id);
      await clock.sleep(job.data);
      await queue.done(job);
      const { ready, leased } = await queue.stats();
      if (ready + leased === 0) return;
    }
  };
  await Promise.all([worker(true), worker(false), worker(false), worker(false)]);
  const doubled = [...begun].filter(([id, times]) => id !== doomed && times.length > 1).length;
  const [first = 0, second = Infinity] = begun.get(doomed) ?? [];
  return { doubled, againAfterMs: max([second - first]) };
}
