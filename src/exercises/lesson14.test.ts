import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../queue.ts";
import { type Chunked, chunked } from "./lesson14.ts";
import { type Places, places } from "./lesson14-places.ts";
import { type MakePool, pool } from "./lesson14-pool.ts";
import { type RunIn, runIn } from "./lesson14-run-in.ts";
import { accepts, rejects } from "./testing.ts";

const add = (steps: readonly (() => number)[]) => steps.reduce((sum, step) => sum + step(), 0);

const rightChunks: Chunked = async (steps, { budgetMs, now, giveWay }) => {
  let [sum, since] = [0, now()];
  for (const step of steps) {
    sum += step();
    if (now() - since < budgetMs) continue;
    await giveWay();
    since = now();
  }
  return sum;
};

const wrongChunks: readonly (readonly [string, Chunked, RegExp])[] = [
  [
    "gives way never",
    (steps) => Promise.resolve(add(steps)),
    /100 steps of 1 ms, budgetMs 10: it holds the thread for 100 ms, and may for 11/,
  ],
  [
    "gives way after each step",
    async (steps, { giveWay }) => {
      let sum = 0;
      for (const step of steps) {
        sum += step();
        await giveWay();
      }
      return sum;
    },
    /3 steps of 1 ms, budgetMs 10: it gives way 3 times, and 0 are enough/,
  ],
  [
    "counts steps in place of milliseconds",
    async (steps, { giveWay }) => {
      let sum = 0;
      for (const [i, step] of steps.entries()) {
        sum += step();
        if (i % 10 === 9) await giveWay();
      }
      return sum;
    },
    /60 steps of 0.1 to 5 ms, budgetMs 10: it holds the thread/,
  ],
  [
    "measures since the beginning",
    async (steps, { budgetMs, now, giveWay }) => {
      const since = now();
      let sum = 0;
      for (const step of steps) {
        sum += step();
        if (now() - since >= budgetMs) await giveWay();
      }
      return sum;
    },
    /100 steps of 1 ms, budgetMs 10: it gives way 91 times, and 10 are enough/,
  ],
  [
    "counts the time of the others as its own",
    async (steps, { budgetMs, now, giveWay }) => {
      let [sum, since] = [0, now()];
      for (const step of steps) {
        sum += step();
        if (now() - since < budgetMs) continue;
        since = now();
        await giveWay();
      }
      return sum;
    },
    /it gives way \d+ times/,
  ],
  [
    "does not await",
    (steps, { budgetMs, now, giveWay }) => {
      let [sum, since] = [0, now()];
      for (const step of steps) {
        sum += step();
        if (now() - since < budgetMs) continue;
        void giveWay();
        since = now();
      }
      return Promise.resolve(sum);
    },
    /it goes on while it should give way: await it/,
  ],
  [
    "forgets the last step",
    (steps, knobs) => rightChunks(steps.slice(0, -1), knobs),
    /3 steps of 1 ms, budgetMs 10: the sum is 1, and should be 3/,
  ],
];

test("14.1 accepts chunks by the clock", async () => {
  await accepts(chunked, rightChunks);
});

for (const [mistake, answer, because] of wrongChunks) {
  test(`14.1 rejects one that ${mistake}`, async () => {
    assert.match((await rejects(chunked, answer)).because, because);
  });
}

interface Job {
  readonly input: string;
  readonly resolve: (answer: string) => void;
  readonly reject: (error: unknown) => void;
}

/** A right pool with the mistakes that are asked for. */
const poolWith =
  (...mistakes: readonly string[]): MakePool =>
  (start, threads) => {
    const has = (mistake: string) => mistakes.includes(mistake);
    const jobs = new Queue<Job>();
    const serve = async () => {
      let thread = start();
      for await (const { input, resolve, reject } of jobs) {
        const done = thread.run(input);
        if (has("dies with a job")) resolve(await done);
        else if (has("swallows errors")) await done.then(resolve, () => undefined);
        else await done.then(resolve, reject);
        const isDead = has("new thread each time") || !thread.isAlive;
        if (isDead && !has("keeps the dead")) thread = start();
      }
      if (!has("leaves its threads")) await thread.end();
    };
    const size = has("one thread only") ? 1 : threads;
    const serving = Array.from({ length: size }, serve);
    return {
      submit: async (input) =>
        await new Promise((resolve, reject) => jobs.putNowait({ input, resolve, reject })),
      close: async () => {
        if (has("closes too early")) return;
        jobs.shutdown();
        if (!has("does not wait")) await Promise.all(serving);
      },
    };
  };

test("14.2 accepts a pool whose loops outlive errors and dead threads", async () => {
  await accepts(pool, poolWith());
});

const wrongPools = [
  ["dies with a job", /the jobs bad, a, b: job 1 got "no answer"/],
  ["swallows errors", /the jobs bad, a, b: job 1 got "no answer", and should get "bad failed"/],
  ["keeps the dead", /the jobs fatal, a, b: job 2 got "the thread has ended"/],
  ["new thread each time", /threads: 1, the jobs a: 2 threads were alive at once/],
  ["leaves its threads", /no job: 1 threads are left after close/],
  ["one thread only", /threads: 2, the jobs .*: 1 ran at once, and should: 2/],
  ["closes too early", /no job: 1 threads are left after close/],
  ["does not wait", /close settled while 1 jobs were not done/],
] as const;

for (const [mistake, because] of wrongPools) {
  test(`14.2 rejects a pool with this mistake: ${mistake}`, async () => {
    assert.match((await rejects(pool, poolWith(mistake))).because, because);
  });
}

test("14.2 rejects a pool that gives a thread two jobs at once", async () => {
  const hurried: MakePool = (start) => {
    const thread = start();
    const all: Promise<unknown>[] = [];
    return {
      submit: async (input) => {
        const done = thread.run(input);
        all.push(done.catch(() => undefined));
        return await done;
      },
      close: async () => {
        await Promise.all(all);
        await thread.end();
      },
    };
  };
  assert.match(
    (await rejects(pool, hurried)).because,
    /job 2 got "a thread does one job at a time"/,
  );
});

/** A right answer to 14.3 with the mistakes that are asked for. */
const runWith =
  (...mistakes: readonly string[]): RunIn =>
  async (place, job, signal, start) => {
    const has = (mistake: string) => mistakes.includes(mistake);
    if (!has("begins although aborted")) signal.throwIfAborted();
    const stop = () => {
      if (!has("hears nothing")) void place.thread.end();
    };
    signal.addEventListener("abort", stop);
    try {
      return await place.thread.run(job);
    } catch (error) {
      throw signal.aborted && !has("own error") ? signal.reason : error;
    } finally {
      if (!has("leaves its listener")) signal.removeEventListener("abort", stop);
      const isDead = has("replaces always") || !place.thread.isAlive;
      if (isDead && !has("leaves the dead")) place.thread = start();
    }
  };

test("14.3 accepts one that ends the thread and puts another in its place", async () => {
  await accepts(runIn, runWith());
});

const wrongRuns = [
  [
    "hears nothing",
    /an abort after 4 ms: it gives SUM at 10 ms, and should: throws "the reason" at 4/,
  ],
  ["own error", /an abort after 4 ms: it throws "the thread ended" at 4 ms/],
  ["leaves the dead", /an abort after 4 ms: the thread in the place is dead/],
  ["begins although aborted", /a signal that is aborted already: it gives SUM/],
  ["replaces always", /a job called sum: a thread was replaced that was still good/],
  ["leaves its listener", /an abort long after the job: .*dead|a listener is left at the signal/],
] as const;

for (const [mistake, because] of wrongRuns) {
  test(`14.3 rejects one with this mistake: ${mistake}`, async () => {
    assert.match((await rejects(runIn, runWith(mistake))).because, because);
  });
}

const rightPlaces: Places = {
  "ask three services for the weather": "loop",
  "shrink 500 photos, 200 ms each": "worker",
  "add up 2,000 numbers": "loop",
  "draw 50,000 rows into a page, which only its own thread may": "chunk",
  "run a stranger's program that may crash": "process",
  "search 2 GB of shared memory for a pattern": "worker",
  "a tool written in another language": "process",
  "wait for 10,000 chat clients": "loop",
};

test("14.4 accepts each job in its place, and no other", async () => {
  await accepts(places, rightPlaces);
  for (const job of Object.keys(rightPlaces) as (keyof Places)[]) {
    for (const place of ["loop", "chunk", "worker", "process"] as const) {
      if (place === rightPlaces[job]) continue;
      const { because } = await rejects(places, { ...rightPlaces, [job]: place });
      assert.ok(because.includes(job), because);
    }
  }
});
