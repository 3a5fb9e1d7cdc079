import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLease, deadLetters, type DoOrder, payOnce, type WorkOff } from "./lesson15.ts";
import { accepts, rejects } from "./testing.ts";

test("15.1 accepts: pay with the job's id as key, then done", async () => {
  await accepts(payOnce, async ({ id, data: { customer, amount } }, { pay, done }) => {
    await pay(customer, amount, id);
    await done();
  });
  await accepts(payOnce, async (job, { pay, done }) => {
    await pay(job.data.customer, job.data.amount, `order of job ${job.id}`);
    await done();
  });
});

let drawn = 0;
const wrongPayments: readonly (readonly [string, RegExp, DoOrder])[] = [
  [
    "that says done first",
    /killed while its first call is on its way: order 1, .* was paid not at all/,
    async ({ id, data: { customer, amount } }, { pay, done }) => {
      await done();
      await pay(customer, amount, id);
    },
  ],
  [
    "without a key",
    /order 1, 20 of Ada, was paid 2 times, and should be once/,
    async ({ data: { customer, amount } }, { pay, done }) => {
      await pay(customer, amount);
      await done();
    },
  ],
  [
    "with a key for each attempt",
    /paid 2 times/,
    async ({ id, attempt, data: { customer, amount } }, { pay, done }) => {
      await pay(customer, amount, `${id}, attempt ${attempt}`);
      await done();
    },
  ],
  [
    "with a key that is drawn anew",
    /paid 2 times/,
    async ({ data: { customer, amount } }, { pay, done }) => {
      await pay(customer, amount, `key ${drawn++}`);
      await done();
    },
  ],
  [
    "with the customer as the key",
    /order 2, 20 of Ada, was paid not at all/,
    async ({ data: { customer, amount } }, { pay, done }) => {
      await pay(customer, amount, customer);
      await done();
    },
  ],
  [
    "that never says done",
    /0 of 3 jobs are done/,
    async ({ id, data: { customer, amount } }, { pay }) => await pay(customer, amount, id),
  ],
  [
    "that does both at once",
    /was paid not at all|jobs are done/,
    async ({ id, data: { customer, amount } }, { pay, done }) => {
      await done();
      void pay(customer, amount, id);
    },
  ],
];

for (const [what, because, answer] of wrongPayments) {
  test(`15.1 rejects an answer ${what}`, async () => {
    assert.match((await rejects(payOnce, answer)).because, because);
  });
}

for (const seconds of [8.5, 10, 13]) {
  test(`15.2 accepts a lease of ${seconds} s`, async () => await accepts(chooseLease, seconds));
}

for (const [seconds, because] of [
  [1, /too short: \d+ of 200 jobs were given away/],
  [5, /too short: \d+ of 200 jobs/],
  [7.9, /too short/],
  [30, /too long: the dead worker's job was under way again after 3\d\.\d s/],
  [60, /too long/],
  [0, /a number of seconds over 0, got 0/],
  [NaN, /a number of seconds over 0, got NaN/],
] as const) {
  test(`15.2 rejects a lease of ${seconds} s`, async () => {
    assert.match((await rejects(chooseLease, seconds)).because, because);
  });
}

/** A right worker with the mistake that is asked for. */
const workOffWith = (mistake = ""): WorkOff => {
  const counts = new Map<string, number>();
  return async (jobs, dead, handle) => {
    for (let job = await jobs.take(); job; job = await jobs.take()) {
      try {
        await handle(job.data);
        if (mistake !== "forgets done") await jobs.done(job);
      } catch (error) {
        if (mistake === "ends at the first error") throw error;
        const why = mistake === "says nothing" ? "" : (error as Error).message;
        counts.set(job.id, (counts.get(job.id) ?? 0) + 1);
        const count = mistake === "counts itself" ? Infinity : job.attempt;
        const tries = { "gives up at once": 1, "four tries": 4 }[mistake] ?? 3;
        if (mistake === "never gives up" || count < tries) {
          await jobs.fail(job, why);
        } else if (mistake === "drops it") {
          await jobs.done(job);
        } else if (mistake === "done before the letter") {
          await jobs.done(job);
          await dead.put({ data: job.data, why });
        } else {
          await dead.put({ data: job.data, why });
          if (mistake !== "leaves it in the queue") await jobs.done(job);
        }
      }
    }
  };
};

test("15.3 accepts a letter after the third try, and then done", async () => {
  await accepts(deadLetters, workOffWith());
});

for (const [mistake, because] of [
  ["ends at the first error", /the worker ended with "poison failed, try 1"/],
  ["gives up at once", /"poison" was tried 1 times, not 3/],
  ["four tries", /"poison" was tried 4 times, not 3/],
  ["never gives up", /"poison" was tried \d+ times, not 3/],
  ["drops it", /there is no letter for "poison"/],
  ["says nothing", /the letter says "", not why/],
  ["done before the letter", /killed after \d answers: there is no letter for "poison"/],
  ["forgets done", /"a" was tried \d+ times, not once/],
  ["leaves it in the queue", /"poison" was tried \d+ times|letters, for poison/],
  ["counts itself", /"poison" was tried 1 times/],
] as const) {
  test(`15.3 rejects a worker with this mistake: ${mistake}`, async () => {
    assert.match((await rejects(deadLetters, workOffWith(mistake))).because, because);
  });
}
