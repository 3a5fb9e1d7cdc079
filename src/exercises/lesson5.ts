import { type Exercise, failed, passed } from "../check.ts";
import { histogramFigure } from "../histogram-figure.ts";
import { type ModelOutcome, pipelineModel } from "../model.ts";
import { pause, serviceMs } from "../program.ts";
import { Random } from "../random.ts";
import { mean, quantile } from "../stats.ts";

export { endWithoutCounting } from "./lesson5-ending.ts";
export { littleMeasured } from "./lesson5-little.ts";

/** What p producers and c consumers come to, as formulas. */
export interface Capacity {
  /** The total time in seconds. */
  predictTotal(p: number, c: number): number;
  /** The work that arrives, divided by the work that the consumers can do. */
  utilisation(p: number, c: number): number;
}

export const capacity: Exercise<Capacity> = {
  id: "5.1",
  title: "total time and utilisation as formulas",
  hints: [
    "Two things must happen before the program can end: everything must be made, and everything must be served. How long does each of them take, if nothing holds it up?",
    "Making takes about 20 seconds, however many producers there are. Serving takes 20·p items of half a second each, shared by c consumers. The two happen at the same time.",
    "predictTotal is the larger of 20 and 10·p / c. utilisation is p items a second, times half a second each, divided by c.",
  ],
  judge(answer) {
    for (const [p, c] of pairs()) {
      const runs = modelRuns(p, c, 50);
      const total = mean(runs.map((run) => run.total)) / 1000;
      const formula = Math.max(20, (10 * p) / c);
      const given = answer.predictTotal(p, c);
      if (!between(given, Math.min(total, formula) * 0.95, Math.max(total, formula) * 1.05)) {
        return failed(
          `predictTotal(${p}, ${c}) gives ${given}, and ${named(p, c)} take ${total.toFixed(2)} s, on average over 50 runs`,
        );
      }
      const offered = (p * serviceMs) / 1000 / c;
      const busy = (10 * p) / (c * total);
      // Some count only what is served, so that it never rises above 1: that is sound, too.
      const sound = [offered, Math.min(1, offered), busy];
      const share = answer.utilisation(p, c);
      if (!sound.some((one) => between(share, one * 0.95, one * 1.05))) {
        return failed(
          `utilisation(${p}, ${c}) gives ${share}, and should give ${+offered.toFixed(4)}`,
        );
      }
    }
    return passed("within 5 % for 1 to 6 producers and 1 to 4 consumers");
  },
};

const limitMs = 600;

/** The smallest number of consumers for 1, 2, 3, 4, 5 and 6 producers. */
export const consumersNeeded: Exercise<readonly number[]> = {
  id: "5.2",
  title: "as many consumers as needed",
  hints: [
    "Look at the curve: what happens to the slow items when the utilisation is exactly 1?",
    "quantile(responses, 0.95) is the time within which 95 % of the items are taken up. Collect the responses of many runs of asyncVersion for one p and one c, and try c = 1, 2, 3 …",
    "The utilisation p / (2·c) must stay below 1. Is the smallest such c enough for every p? For p = 2 it is 2, for p = 3 it is 2 as well.",
  ],
  judge(answer) {
    if (answer.length !== 6) return failed(`there should be 6 numbers, got ${answer.length}`);
    for (const [i, c] of answer.entries()) {
      const p = i + 1;
      if (!Number.isInteger(c) || c < 1 || c > 20) {
        return failed(
          `the number for ${makers(p)} should be a whole number from 1 to 20, got ${c}`,
        );
      }
      const slow = slowResponse(p, c);
      if (slow.ms >= limitMs) {
        const because = `${named(p, c)}: one item in twenty waits ${inSeconds(slow.ms)} s or longer`;
        return failed(because, responsesFigure(p, c, slow.responses));
      }
      const fewer = c === 1 ? undefined : slowResponse(p, c - 1);
      if (fewer && fewer.ms < limitMs) {
        return failed(
          `${named(p, c)} are more than needed: with one fewer, 95 % of the items are taken up within ${inSeconds(fewer.ms)} s`,
        );
      }
    }
    return passed("95 % of the items are taken up within 0.6 s, and one consumer fewer is too few");
  },
};

/** The 95 % quantile of the responses of 200 runs. */
function slowResponse(p: number, c: number): { ms: number; responses: number[] } {
  const responses = modelRuns(p, c, 200).flatMap((run) => run.responses);
  return { ms: quantile(responses, 0.95), responses };
}

function responsesFigure(p: number, c: number, responses: readonly number[]): string {
  const title = `Response times of 200 runs with ${named(p, c)}`;
  const inSecondsEach = responses.map((ms) => ms / 1000);
  return histogramFigure(inSecondsEach, { title, x: "response time, seconds", y: "items" });
}

/** Runs with seeds that no lesson shows. */
function modelRuns(p: number, c: number, count: number): ModelOutcome[] {
  return Array.from({ length: count }, (_, seed) => {
    const random = new Random(7_000 + seed);
    const pauses = Array.from({ length: p }, (_, producer) => {
      const own = random.stream(producer);
      return Array.from({ length: 20 }, () => pause(own));
    });
    return pipelineModel({ pauses, serviceMs, consumers: c });
  });
}

/** 1 to 6 producers and 1 to 4 consumers, the few before the many. */
function pairs(): [p: number, c: number][] {
  const all = [1, 2, 3, 4, 5, 6].flatMap((p) => [1, 2, 3, 4].map((c): [number, number] => [p, c]));
  return all.sort((a, b) => a[0] + a[1] - (b[0] + b[1]));
}

const makers = (p: number): string => (p === 1 ? "1 producer" : `${p} producers`);
const named = (p: number, c: number): string =>
  `${makers(p)} and ${c === 1 ? "1 consumer" : `${c} consumers`}`;
const between = (value: number, low: number, high: number): boolean =>
  value >= low && value <= high;
const inSeconds = (ms: number): string => (ms / 1000).toFixed(2);
