import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { openLoad, type Sample } from "../load.ts";
import { Semaphore } from "../semaphore.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { max, quantile } from "../stats.ts";

/** A handler that works on at most `limit` requests at a time, and answers the others with 503 at once. */
export type Limited = (limit: number, handle: () => Promise<number>) => () => Promise<number>;

export const limited: Exercise<Limited> = {
  id: "13.4",
  title: "no, and at once",
  hints: [
    "Count the requests that are being worked on: one more at the start of each, one less at its end.",
    "A limit is no queue: who comes too late must not wait for a place. And a request can end with an error.",
    "let inWork = 0; in the handler: if (inWork >= limit) return 503; inWork += 1; then try { return await handle(); } finally { inWork -= 1; }",
  ],
  async judge(answer) {
    const verdict = await judgeFailing(answer);
    return verdict.passed ? await judgeOverload(answer) : verdict;
  },
};

/** A request that fails gives its place back, and its error goes to the caller. */
async function judgeFailing(answer: Limited): Promise<Verdict> {
  let calls = 0;
  const handler = answer(1, () => {
    calls += 1;
    return Promise.reject(new Error("no room"));
  });
  for (let request = 1; request <= 2; request += 1) {
    const status = await handler().catch(() => "failed");
    if (status !== "failed") return failed(`a handler that fails gives ${status}, not its error`);
  }
  return calls === 2
    ? passed("")
    : failed("after a request that failed, its place is not given back");
}

const limit = 8;
const workers = 4;

/** Twelve requests in a second come to a service that can do eight. */
async function judgeOverload(answer: Limited): Promise<Verdict> {
  const clock = new SimulatedClock();
  const service = new Semaphore(workers);
  let inWork = 0;
  const seen: number[] = [0];
  const handler = answer(limit, async () => {
    seen.push((inWork += 1));
    await service.withPermit(() => clock.sleep(500));
    inWork -= 1;
    return 200;
  });
  const samples = await openLoad({ clock, ask: handler, perSecond: 12, forMs: 60_000 });
  if (max(seen) !== limit)
    return failed(`${max(seen)} requests are in work, and should be ${limit}`);
  const refused = times(samples, 503);
  if (refused.length === 0) return failed("nobody is told 503, though a third cannot be served");
  if (max(refused) >= 1) {
    return failed(`who is told 503 has waited for ${max(refused).toFixed(0)} ms`);
  }
  const served = times(samples, 200);
  if (served.length < 460) return failed(`only ${served.length} of 480 possible answers are given`);
  const slowest = (quantile(served, 0.99) / 1000).toFixed(1);
  return passed(
    `${served.length} served, 99 % of them within ${slowest} s, the others told at once`,
  );
}

const times = (samples: readonly Sample[], status: number): number[] =>
  samples.filter((one) => one.status === status).map(({ sentAt, endedAt }) => endedAt - sentAt);
