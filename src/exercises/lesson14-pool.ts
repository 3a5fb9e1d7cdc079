import { type Exercise, failed, passed } from "../check.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { jobMs, type Start, Threads } from "./lesson14-threads.ts";

/** Threads that share their jobs. */
export interface Pool {
  /** Has a job done, as soon as a thread is free. Rejects with the job's error. */
  submit(job: string): Promise<string>;
  /** Settles when all jobs are done and all threads have ended. */
  close(): Promise<void>;
}

/** Starts a pool of so many threads. */
export type MakePool = (start: Start, threads: number) => Pool;

export const pool: Exercise<MakePool> = {
  id: "14.2",
  title: "a pool that loses no thread",
  hints: [
    "Follow one thread: it takes a job, does it, takes the next. What becomes of this loop when a job throws, and what when its thread has died?",
    "The loop must not end with an error: hand the error to the one who submitted the job. After each job look whether the thread is alive, and start another if not. At the end of the loop, end the thread.",
    "In the loop: await thread.run(job.input).then(job.resolve, job.reject); if (!thread.isAlive) thread = start(). Behind the loop: await thread.end(). And close: jobs.shutdown(), then await Promise.all(serving).",
  ],
  async judge(make) {
    let played = 0;
    for (const threads of [1, 2, 3]) {
      for (const jobs of schedules) {
        const problem = await problemOf(make, threads, jobs);
        played += 1;
        if (problem === undefined) continue;
        const given = jobs.length > 0 ? `the jobs ${jobs.join(", ")}` : "no job";
        return failed(`threads: ${threads}, ${given}: ${problem}`);
      }
    }
    return passed(`every job answered, no thread lost and none left, in ${played} runs`);
  },
};

const schedules: readonly (readonly string[])[] = [
  [],
  ["a"],
  ["a", "b", "c", "d", "e", "f", "g"],
  ["bad", "a", "b"],
  ["fatal", "a", "b"],
  ["fatal", "fatal", "fatal", "a", "b", "c"],
  ["a", "fatal", "bad", "b", "fatal", "c", "d"],
];

async function problemOf(
  make: MakePool,
  size: number,
  jobs: readonly string[],
): Promise<string | undefined> {
  const clock = new SimulatedClock();
  const threads = new Threads(clock);
  const pool = make(threads.start, size);
  const answers = jobs.map(() => "no answer");
  const endedAt = jobs.map(() => 0);
  jobs.forEach((job, i) => {
    const note = (answer: string) => {
      answers[i] = answer;
      endedAt[i] = clock.now();
    };
    void pool.submit(job).then(note, (error: Error) => note(error.message));
  });
  let openAtClose: number | undefined;
  let closeThrew: string | undefined;
  void pool.close().then(
    () => (openAtClose = answers.filter((answer) => answer === "no answer").length),
    (error: Error) => (closeThrew = error.message),
  );
  await clock.sleep(1000);

  const wrong = jobs.findIndex((job, i) => answers[i] !== answerTo(job));
  if (wrong >= 0) {
    return `job ${wrong + 1} got "${answers[wrong]}", and should get "${answerTo(jobs[wrong] ?? "")}"`;
  }
  if (threads.problem !== undefined) return threads.problem;
  const wanted = Math.min(size, jobs.length);
  if (threads.peak !== wanted) return `${threads.peak} ran at once, and should: ${wanted}`;
  if (threads.began.join() !== jobs.join()) return `they began as ${threads.began.join(", ")}`;
  if (threads.most > size) return `${threads.most} threads were alive at once`;
  const late = jobs.findIndex((_, i) => endedAt[i] !== jobMs * Math.ceil((i + 1) / size));
  if (late >= 0) return `job ${late + 1} was done at ${endedAt[late]} ms: a thread stood idle`;
  if (closeThrew !== undefined) return `close throws "${closeThrew}"`;
  if (openAtClose === undefined) return "close never settles";
  if (openAtClose > 0) return `close settled while ${openAtClose} jobs were not done`;
  if (threads.alive > 0) return `${threads.alive} threads are left after close`;
  return undefined;
}

function answerTo(job: string): string {
  if (job === "bad") return "bad failed";
  return job === "fatal" ? "the thread died of fatal" : job.toUpperCase();
}
