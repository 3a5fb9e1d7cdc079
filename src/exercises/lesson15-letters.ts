import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { JobQueue } from "../job-queue.ts";
import { LeaseQueue } from "../lease-queue.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** A job that nobody can do, and why. */
export interface Letter {
  readonly data: string;
  readonly why: string;
}

/** Works off a queue until nothing is ready; what fails in its third try goes to `dead`. */
export type WorkOff = (
  jobs: Pick<JobQueue<string>, "take" | "done" | "fail">,
  dead: Pick<JobQueue<Letter>, "put">,
  handle: (data: string) => Promise<void>,
) => Promise<void>;

export const deadLetters: Exercise<WorkOff> = {
  id: "15.3",
  title: "dead letters",
  hints: [
    "A try around handle. Behind it one of three things happens to the job: it is done, it is given back, or it is put away. Nothing ends the loop but an empty queue.",
    "job.attempt tells how often it has been taken, by whomever: a count of your own starts at 0 again when the worker is started again. And a job is removed from its queue by done, also one that has been put away.",
    "In catch: if (job.attempt < 3) await jobs.fail(job, why); else { await dead.put({ data: job.data, why }); await jobs.done(job); }. In this order: what happens if the worker is killed between the two?",
  ],
  async judge(answer) {
    for (const stopsAfter of [Infinity, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const verdict = await judgeRun(answer, stopsAfter);
      if (!verdict.passed) return verdict;
    }
    return passed("three tries each, the others done once, and no letter lost by a kill");
  },
};

const all = ["a", "poison", "b", "c", "slow to learn"];
/** How many calls of handle fail first. */
const failures: Readonly<Record<string, number>> = { poison: Infinity, "slow to learn": 2 };

/** Works the queue off, by a worker that is killed after so many answers of a queue, and a second one. */
async function judgeRun(answer: WorkOff, stopsAfter: number): Promise<Verdict> {
  const clock = new SimulatedClock();
  const jobs = new LeaseQueue<string>({ clock, leaseSeconds: 30, tries: 1000 });
  const dead = new LeaseQueue<Letter>({ clock, leaseSeconds: 30, tries: 3 });
  for (const data of all) await jobs.put(data);
  const tried = new Map<string, number>();
  const handle = (data: string): Promise<void> => {
    const count = (tried.get(data) ?? 0) + 1;
    tried.set(data, count);
    if (count > 50) return new Promise(() => {}); // or a loop without end would never let go
    const fails = count <= (failures[data] ?? 0);
    return fails ? Promise.reject(new Error(`${data} failed, try ${count}`)) : Promise.resolve();
  };
  const errors: unknown[] = [];
  for (const answers of [stopsAfter, Infinity, Infinity]) {
    const alive = killedAfter(answers);
    const own = {
      take: alive(async () => await jobs.take()),
      done: alive(async (...job: Parameters<typeof jobs.done>) => await jobs.done(...job)),
      fail: alive(async (...job: Parameters<typeof jobs.fail>) => await jobs.fail(...job)),
    };
    const put = alive(async (letter: Letter) => await dead.put(letter));
    void answer(own, { put }, handle).catch((error: unknown) => errors.push(error));
    await clock.sleep(60_000);
  }
  const killed = stopsAfter < Infinity;
  const story = killed ? `a worker was killed after ${stopsAfter} answers: ` : "";
  const [error] = errors;
  if (error instanceof Error) return failed(`${story}the worker ended with "${error.message}"`);
  const problem = await problemOf({ jobs, dead, tried, killed });
  return problem === undefined ? passed("") : failed(story + problem);
}

interface Ended {
  readonly jobs: LeaseQueue<string>;
  readonly dead: LeaseQueue<Letter>;
  readonly tried: ReadonlyMap<string, number>;
  readonly killed: boolean;
}

async function problemOf({ jobs, dead, tried, killed }: Ended): Promise<string | undefined> {
  const letters: Letter[] = [];
  for (let job = await dead.take(); job; job = await dead.take()) letters.push(job.data);
  const times = (data: string): number => tried.get(data) ?? 0;
  // A kill may cost a try or repeat one: only without one are the numbers exact.
  if (!killed && times("poison") !== 3) return `"poison" was tried ${times("poison")} times, not 3`;
  for (const data of ["a", "b", "c"]) {
    if (times(data) < 1) return `"${data}" was never tried`;
    if (!killed && times(data) > 1) return `"${data}" was tried ${times(data)} times, not once`;
  }
  const poison = letters.filter(({ data }) => data === "poison");
  const others = letters.filter(({ data }) => data !== "poison" && data !== "slow to learn");
  if (poison.length === 0) return `there is no letter for "poison"`;
  if (!killed && letters.length > 1) {
    return `there are ${letters.length} letters, for ${letters.map(({ data }) => data).join(", ")}`;
  }
  if (others.length > 0) return `there is a letter for "${others[0]?.data}", which can be done`;
  if (!/failed, try \d+/.test(poison[0]?.why ?? "")) {
    return `the letter says "${poison[0]?.why}", not why the last try failed`;
  }
  const { ready, leased } = await jobs.stats();
  if (ready + leased > 0)
    return `${ready + leased} jobs are still in the queue, though all is over`;
  return undefined;
}

/** Makes calls that are answered so many times in all, and never after that: whoever calls is dead. */
function killedAfter(answers: number) {
  let answered = 0;
  return <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (answered >= answers) return await new Promise<never>(() => {});
      answered += 1;
      return await call(...args);
    };
}
