import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Job } from "../job-queue.ts";
import { LeaseQueue } from "../lease-queue.ts";
import { SimulatedClock } from "../simulated-clock.ts";

export { crawler } from "./lesson15-crawl.ts";
export { rehearse } from "./lesson15-rehearsal.ts";
export { Busy, type Crawl, type Entry, episodes, hostOf, Missing } from "./lesson15-site.ts";
export { type ChooseLease, chooseLease } from "./lesson15-lease.ts";
export { deadLetters, type Letter, type WorkOff } from "./lesson15-letters.ts";

/** A job of 15.1: somebody ordered something. */
export interface Order {
  readonly customer: string;
  readonly amount: number;
}

/** What a worker of 15.1 is given. Each call takes 10 ms. */
export interface OrderTools {
  /** Takes the money. A second call with the same key changes nothing. */
  readonly pay: (customer: string, amount: number, key?: string) => Promise<void>;
  /** Tells the queue that the job is done. */
  readonly done: () => Promise<boolean>;
}

/** Does one job. The worker may be killed at any moment of it. */
export type DoOrder = (job: Job<Order>, tools: OrderTools) => Promise<void>;

export const payOnce: Exercise<DoOrder> = {
  id: "15.1",
  title: "paid once",
  hints: [
    "Kill the worker in your mind after each of the two lines. After which kill is the money never taken, after which is it taken twice?",
    "Pay first, and say done afterwards: then a kill can only make it happen again. A key makes again harmless. Which key is the same in every attempt, and another one for every order?",
    "await tools.pay(customer, amount, job.id); await tools.done();",
  ],
  async judge(answer) {
    for (const kill of kills) {
      const verdict = await judgeKill(answer, kill);
      if (!verdict.passed) return verdict;
    }
    return passed("killed at each of 6 points of a job, every order was paid exactly once");
  },
};

/** When the first worker dies, in milliseconds from its start; a call takes effect after 5 and is answered after 10. */
const kills = [
  { at: 0, when: "as soon as it has taken the job" },
  { at: 3, when: "while its first call is on its way" },
  { at: 7, when: "before it hears the answer of its first call" },
  { at: 10, when: "between its two calls" },
  { at: 13, when: "while its second call is on its way" },
  { at: 17, when: "before it hears the answer of its second call" },
] as const;

/** Two orders of one customer: they are not the same order. */
const orders: readonly Order[] = [
  { customer: "Ada", amount: 20 },
  { customer: "Ada", amount: 20 },
  { customer: "Bob", amount: 5 },
];

async function judgeKill(answer: DoOrder, { at, when }: (typeof kills)[number]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const queue = new LeaseQueue<Order>({ clock, leaseSeconds: 30, tries: 5 });
  for (const order of orders) await queue.put(order);
  const { pay, payments } = bank();
  const work = async (killedAt: number): Promise<void> => {
    const call = callsUntil(clock, killedAt);
    for (let job = await queue.take(); job; job = await queue.take()) {
      const own = job;
      await answer(own, {
        pay: async (...payment) => await call(() => pay(own.id, ...payment)),
        done: async () => await call(() => queue.done(own)),
      });
      if (clock.now() >= killedAt) return;
    }
  };
  const errors: unknown[] = [];
  const start = (killedAt: number) => void work(killedAt).catch((error) => errors.push(error));
  start(at);
  await clock.sleep(40_000);
  start(Infinity);
  await clock.sleep(40_000);
  start(Infinity); // for what the second left undone
  await clock.sleep(40_000);
  if (errors.length > 0) throw errors[0];
  const { done } = await queue.stats();
  const paid = orders.map((_, i) => payments.get(`job ${i + 1}`) ?? 0);
  const wrong = paid.findIndex((times) => times !== 1);
  const story = `a worker was killed ${when}`;
  if (wrong >= 0) {
    const order = `order ${wrong + 1}, ${orders[wrong]?.amount} of ${orders[wrong]?.customer},`;
    return failed(`${story}: ${order} was paid ${timesOf(paid[wrong] ?? 0)}, and should be once`);
  }
  if (done !== orders.length) return failed(`${story}: ${done} of ${orders.length} jobs are done`);
  return passed("");
}

const timesOf = (count: number): string => (count === 0 ? "not at all" : `${count} times`);

/** Counts what was paid for each job, and knows keys again. */
function bank() {
  const payments = new Map<string, number>();
  const seen = new Set<string>();
  const pay = (job: string, _customer: string, _amount: number, key?: string): void => {
    if (key !== undefined && seen.has(key)) return;
    if (key !== undefined) seen.add(key);
    payments.set(job, (payments.get(job) ?? 0) + 1);
  };
  return { pay, payments };
}

/** Calls over a network, from a worker that is dead from an instant on: what is on its way arrives, no answer is heard. */
function callsUntil(clock: SimulatedClock, killedAt: number) {
  const never = new Promise<never>(() => {});
  return async <R>(effect: () => R | Promise<R>): Promise<R> => {
    if (clock.now() >= killedAt) return await never;
    await clock.sleep(5);
    const result = await effect();
    await clock.sleep(5);
    return clock.now() > killedAt ? await never : result;
  };
}
