import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { CancelledError } from "../errors.ts";
import { EventLoop } from "../loop.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";

/** Runs `body`, and again when it fails, at most `restarts` times more. */
export type Supervise = (body: () => Promise<void>, restarts: number) => Promise<void>;

/** More runs than any case needs: who never gives up is stopped here. */
const manyRuns = 20;
const runMs = 10;

export const supervise: Exercise<Supervise> = {
  id: "9.4",
  title: "restart, but not for ever",
  hints: [
    "How often may body run in all? And what is thrown when it may not run again?",
    "A loop with a counter and try … catch inside it: return when body has returned; throw the error when the restarts are used up.",
    "catch (error) { if (left === 0 || error instanceof CancelledError) throw error; } in for (let left = restarts; ; left -= 1). Await body inside the try.",
  ],
  async judge(answer) {
    for (const restarts of [0, 1, 2, 3]) {
      for (let failures = 0; failures <= restarts + 1; failures += 1) {
        const verdict = await judgeRuns(answer, failures, restarts);
        if (!verdict.passed) return verdict;
      }
    }
    for (const cancelledIn of [1, 2]) {
      const verdict = await judgeCancelled(answer, cancelledIn);
      if (!verdict.passed) return verdict;
    }
    return passed("restarted as often as allowed, one after the other, and never after a cancel");
  },
};

/** A body whose first runs fail, and what is known of its runs. */
function faultyBody(failures: number) {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const seen = { runs: 0, now: 0, atOnce: 0 };
  const body = async () => {
    seen.runs += 1;
    const run = seen.runs;
    if (run > manyRuns) await new Promise(() => {}); // it would go on for ever
    seen.now += 1;
    seen.atOnce = Math.max(seen.atOnce, seen.now);
    try {
      await clock.sleep(runMs);
    } finally {
      seen.now -= 1;
    }
    if (run <= failures) throw new Error(`failure ${run}`);
  };
  const figure = () => timeline(loop.trace, { title: "The runs" });
  return { clock, loop, seen, body, figure };
}

const said = (outcome: Promise<void>): Promise<string> =>
  outcome.then(
    () => "nothing",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

async function judgeRuns(answer: Supervise, failures: number, restarts: number): Promise<Verdict> {
  const { clock, loop, seen, body, figure } = faultyBody(failures);
  const heard = await said(loop.runUntilComplete(() => answer(body, restarts)));
  const endedAt = clock.now();
  const story = `restarts = ${restarts}, and body ${failures === 0 ? "never fails" : `fails ${times(failures)}`}`;
  const runs = Math.min(failures, restarts) + 1;
  if (seen.runs !== runs) {
    const ran = seen.runs > manyRuns ? "again and again" : times(seen.runs);
    return failed(`${story}: it runs ${ran}, and should run ${times(runs)}`, figure());
  }
  const wanted = failures > restarts ? `failure ${restarts + 1}` : "nothing";
  if (heard !== wanted) {
    return failed(`${story}: the parent hears "${heard}", and should hear "${wanted}"`, figure());
  }
  if (seen.atOnce > 1 || endedAt !== runs * runMs) {
    return failed(`${story}: the runs do not follow one upon the other`, figure());
  }
  return passed("");
}

/** The task is cancelled in the middle of one of its runs; those before it have failed. */
async function judgeCancelled(answer: Supervise, run: number): Promise<Verdict> {
  const { clock, loop, seen, body, figure } = faultyBody(run - 1);
  const task = loop.createTask(() => answer(body, 2), { name: "supervisor" });
  const ended = task.outcome.then(
    () => "returns",
    (error: unknown) => (error instanceof CancelledError ? "is cancelled" : "fails"),
  );
  const outcome = await loop.runUntilComplete(async () => {
    await clock.sleep((run - 0.5) * runMs);
    task.cancel();
    return await ended;
  });
  const story = `cancelled in run ${run}`;
  if (seen.runs !== run) return failed(`${story}: body is started again`, figure());
  if (outcome === "is cancelled") return passed("");
  return failed(
    `${story}: the supervisor ${outcome}, and should pass the cancellation on`,
    figure(),
  );
}
