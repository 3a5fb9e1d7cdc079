import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobQueue, JobRules } from "../../../src/job-queue.ts";
import type { Task } from "../crew-messages.ts";

/** A queue to be tested, with a clock that can be moved. */
export interface Subject {
  /** A new, empty queue. */
  readonly queue: (rules: JobRules) => Promise<JobQueue<Task>>;
  readonly passTime: (seconds: number) => Promise<void>;
}

const rules = { leaseSeconds: 60, tries: 3 };

/** What every JobQueue promises, whatever is behind it. */
export function keepsItsPromises(name: string, subject: () => Subject): void {
  type Body = (queue: JobQueue<Task>, passTime: Subject["passTime"]) => Promise<void>;
  const check = (promise: string, body: Body): void =>
    void test(`${name}: ${promise}`, async () => {
      const { queue, passTime } = subject();
      await body(await queue(rules), passTime);
    });

  check("jobs are taken in the order in which they were put, each by one taker", async (queue) => {
    for (const n of [1, 2, 3, 4]) await queue.put({ n });
    const together = await Promise.all([queue.take(), queue.take()]);
    const rest = [await queue.take(), await queue.take(), await queue.take()];
    assert.deepEqual(together.map((job) => job?.data.n).sort(), [1, 2]);
    assert.deepEqual(
      rest.map((job) => job?.data.n),
      [3, 4, undefined],
    );
    assert.ok([...together, ...rest.slice(0, 2)].every((job) => job?.attempt === 1));
  });

  check("a job that is done is not given out again", async (queue, passTime) => {
    await queue.put({ n: 1 });
    const job = await taken(queue);
    assert.equal(await queue.done(job), true);
    assert.equal(await queue.done(job), false);
    assert.equal(await queue.fail(job, "too late"), false);
    await passTime(1000);
    assert.equal(await queue.take(), undefined);
    const { ready, leased, done, dead } = await queue.stats();
    assert.deepEqual([ready, leased, done, dead], [0, 0, 1, 0]);
  });

  check(
    "a lease ends after its time, not before, and the late taker changes nothing",
    async (queue, passTime) => {
      await queue.put({ n: 1 });
      const late = await taken(queue);
      await passTime(30);
      assert.equal(await queue.take(), undefined);
      await passTime(31);
      const again = await taken(queue);
      assert.deepEqual([again.id, again.attempt], [late.id, 2]);
      assert.equal(await queue.done(late), false);
      assert.equal(await queue.fail(late, "slow"), false);
      assert.equal((await queue.stats()).leased, 1);
      assert.equal(await queue.done(again), true);
    },
  );

  check(
    "a lease that ran out is over, even if nobody else has taken the job",
    async (queue, passTime) => {
      await queue.put({ n: 1 });
      const late = await taken(queue);
      await passTime(61);
      assert.equal(await queue.done(late), false);
      assert.equal((await queue.stats()).ready, 1);
    },
  );

  check("a poison job dies after its tries, and the others do not wait for it", async (queue) => {
    for (const n of [1, 2]) await queue.put({ n });
    const seen: number[] = [];
    for (let job = await queue.take(); job; job = await queue.take()) {
      seen.push(job.data.n);
      if (job.data.n === 1) assert.equal(await queue.fail(job, `no ${job.attempt}`), true);
      else assert.equal(await queue.done(job), true);
    }
    assert.deepEqual(seen.sort(), [1, 1, 1, 2]);
    assert.deepEqual(await queue.deadLetters(), [{ data: { n: 1 }, why: "no 3" }]);
    const { ready, leased, done, dead } = await queue.stats();
    assert.deepEqual([ready, leased, done, dead], [0, 0, 1, 1]);
  });

  check("a job whose takers all vanish dies, too", async (queue, passTime) => {
    await queue.put({ n: 1 });
    for (const attempt of [1, 2, 3]) {
      assert.equal((await taken(queue)).attempt, attempt);
      await passTime(61);
    }
    assert.equal(await queue.take(), undefined);
    assert.deepEqual(await queue.deadLetters(), [{ data: { n: 1 }, why: "its lease ran out" }]);
  });

  check("the age is that of the job that has waited longest", async (queue, passTime) => {
    assert.equal((await queue.stats()).ageMs, 0);
    await queue.put({ n: 1 });
    await passTime(10);
    await queue.put({ n: 2 });
    const { ready, ageMs } = await queue.stats();
    assert.equal(ready, 2);
    assert.ok(ageMs >= 10_000 && ageMs < 70_000, String(ageMs));
    await taken(queue);
    assert.ok((await queue.stats()).ageMs < ageMs);
  });
}

async function taken(queue: JobQueue<Task>) {
  const job = await queue.take();
  assert.ok(job, "there is no job to take");
  return job;
}
