import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { closedLoad, loadSummary, type Sample } from "../load.ts";
import { Random } from "../random.ts";
import { Semaphore } from "../semaphore.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** What was answered in a window of a load: how many in a second, and how long that took on average. */
export type Summary = (
  samples: readonly Sample[],
  window: { readonly fromMs: number; readonly toMs: number },
) => { readonly perSecond: number; readonly meanMs: number };

export const summary: Exercise<Summary> = {
  id: "13.3",
  title: "measured right",
  hints: [
    "Which samples belong to the window? Those whose answers came in it, wherever they began.",
    "Both numbers must be of the same requests. And a window from 4 to 9 s lasts 5 s, not 9.",
    "const answered = samples.filter(({ endedAt }) => endedAt > fromMs && endedAt <= toMs); then divide their number by the window's seconds, and their endedAt - sentAt by their number.",
  ],
  async judge(answer) {
    for (const one of loads) {
      const verdict = judgeSummary(answer, await samplesOf(one), one);
      if (!verdict.passed) return verdict;
    }
    return passed(`X · R is the number of clients in ${loads.length} loads`);
  },
};

interface Load {
  readonly clients: number;
  /** How many requests the server works on at a time. */
  readonly workers: number;
  readonly window: { readonly fromMs: number; readonly toMs: number };
}

const loads: readonly Load[] = [
  { clients: 1, workers: 1, window: { fromMs: 0, toMs: 10_000 } },
  { clients: 20, workers: 100, window: { fromMs: 0, toMs: 10_000 } },
  { clients: 20, workers: 1, window: { fromMs: 30_000, toMs: 90_000 } },
  { clients: 50, workers: 10, window: { fromMs: 20_000, toMs: 60_000 } },
];

/** The load goes on after the window. */
async function samplesOf({ clients, workers, window }: Load): Promise<readonly Sample[]> {
  const clock = new SimulatedClock();
  const random = new Random(clients);
  const server = new Semaphore(workers);
  const ask = async (): Promise<number> => {
    await server.withPermit(() => clock.sleep(random.duration(500, 1_500)));
    return 200;
  };
  return await closedLoad({ clock, ask, clients, forMs: window.toMs + 20_000 });
}

function judgeSummary(answer: Summary, samples: readonly Sample[], load: Load): Verdict {
  const right = loadSummary(samples, load.window);
  const { perSecond, meanMs } = answer(samples, load.window);
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * b;
  if (same(perSecond, right.perSecond) && same(meanMs, right.meanMs)) return passed("");
  const { clients, workers, window } = load;
  const what = `${clients} client${clients === 1 ? "" : "s"}, ${workers} at a time, from ${window.fromMs / 1000} to ${window.toMs / 1000} s`;
  const got = `X = ${perSecond.toFixed(2)} a second, R = ${(meanMs / 1000).toFixed(2)} s`;
  const product = ((perSecond * meanMs) / 1000).toFixed(2);
  return failed(`${what}: it says ${got}, so that ${product} clients would be waiting`);
}
