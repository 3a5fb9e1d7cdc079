import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { endOf, itemPaths } from "../lanes.ts";
import { type LittlesLaw, littlesLaw } from "../metrics.ts";
import { asyncVersion } from "../program.ts";
import { Random } from "../random.ts";
import { silent } from "../report.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { max } from "../stats.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

/** Little's law, measured on a trace. */
export type MeasureLittle = (run: Trace) => LittlesLaw;

export const littleMeasured: Exercise<MeasureLittle> = {
  id: "5.4",
  title: "Little's law, measured",
  hints: [
    "An average over time is an area divided by a time. The area grows by (items that wait) × (time until the next record).",
    "arrivalsPerSecond counts over the same time as the area: the whole run, also the part in which nothing arrives any more. Mind the units: at is in milliseconds.",
    "In the loop: add waiting * (at - now) to area, and set now to at, before you change waiting. Afterwards: itemsWaiting is area / now, arrivalsPerSecond is items / (now / 1000).",
  ],
  async judge(answer) {
    for (const [producers, consumers, n] of cases) {
      const trace = await traceOf(producers, consumers, n);
      const verdict = judged(answer(trace), trace);
      if (!verdict.passed) return verdict;
    }
    return passed(`L = λ·W within 1 % on ${cases.length} traces`);
  },
};

/** Producers, consumers and items per producer, the smallest first. */
const cases = [
  [2, 1, 3],
  [3, 1, 4],
  [3, 2, 20],
  [2, 1, 20],
  [3, 1, 20],
  [4, 1, 20],
] as const;

async function traceOf(producers: number, consumers: number, n: number): Promise<Trace> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const random = new Random(900 + n);
  await asyncVersion({ clock, random, n, producers, consumers, trace, print: silent });
  return trace;
}

function judged(given: LittlesLaw, trace: Trace): Verdict {
  const truth = littlesLaw(trace);
  const { itemsWaiting: L, arrivalsPerSecond: lambda, secondsWaiting: W } = given;
  const no = (because: string) => failed(because, timeline(trace, { title: "The run measured" }));
  if (!near(W, truth.secondsWaiting)) {
    return no(`secondsWaiting is ${shown(W)}, and should be ${shown(truth.secondsWaiting)}`);
  }
  // A run may be said to end with its last item or with its last task: both are sound.
  const items = itemPaths(trace);
  const lastTaken = max(items.map((item) => item.processedAt)) / 1000;
  const time = items.length / lambda;
  if (!(time >= lastTaken * 0.99 && time <= (endOf(trace) / 1000) * 1.01)) {
    return no(
      `arrivalsPerSecond is ${shown(lambda)}, and should be ${shown(truth.arrivalsPerSecond)}: ${items.length} items over the whole run`,
    );
  }
  const area = (truth.itemsWaiting * endOf(trace)) / 1000;
  if (!near(L, area / time)) {
    return no(`itemsWaiting is ${shown(L)}, and should be ${shown(area / time)}`);
  }
  return passed("L = λ·W");
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.01 * Math.abs(b) + 1e-9;
const shown = (value: number): string => value.toFixed(3);
