import { type Exercise, failed, passed } from "../check.ts";
import { syncModel } from "../model.ts";
import { pause, serviceMs } from "../program.ts";
import { Random } from "../random.ts";
import { type Item, Report, silent } from "../report.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { max, mean } from "../stats.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

const pausesOf = (random: Random, count: number) =>
  Array.from({ length: count }, () => pause(random));

/** From pauses and the service time, in seconds, to the response time of each item, in seconds. */
export type Responses = (pauses: readonly number[], service: number) => number[];

export const responses: Exercise<Responses> = {
  id: "1.1",
  title: "response times by arithmetic",
  hints: [
    "When does the consumer begin? Not before the producer has finished its very last pause.",
    "Item i was made after the pauses of the items before it. Its processing begins when all pauses and i − 1 services are over.",
    "Add up the pauses from item i to the end: that is how long it waits for the consumer to begin. Then add one service for each item before it.",
  ],
  judge(answer) {
    for (let seed = 0; seed < 50; seed++) {
      const random = new Random(seed);
      const pauses = pausesOf(random, 1 + (seed % 8));
      const expected = syncModel({ pauses: [pauses], serviceMs }).responses;
      const given = answer(pauses.map(inSeconds), serviceMs / 1000);
      const wrong = expected.findIndex((ms, i) => !near(given[i] ?? NaN, ms / 1000, 1e-9));
      if (wrong >= 0 || given.length !== expected.length) {
        return failed(
          `for the pauses [${pauses.map(inSeconds).join(", ")}] it gives [${list(given)}], and should give [${list(expected.map(inSeconds))}]`,
        );
      }
    }
    return passed("equal to the model for 50 lists of pauses");
  },
};

/** The worst response time in seconds, on average over many runs, if one thing is changed. */
export interface WorstResponses {
  readonly fasterConsumer: number;
  readonly fasterProducer: number;
  readonly halfTheItems: number;
}

export const whatHalves: Exercise<WorstResponses> = {
  id: "1.2",
  title: "what halves the worst response",
  hints: [
    "The first item waits until the last pause is over. Which of the three changes shortens that?",
    "syncModel takes any pauses and any serviceMs. Use it for 200 seeds, take the largest response of each run, and average.",
    "A faster producer: pauses of 250 to 750 ms. Half the items: 10 pauses. A faster consumer: a service of 250 ms, the pauses as before.",
  ],
  judge(answer) {
    const worst = (change: (random: Random) => { pauses: number[]; serviceMs: number }) =>
      mean(
        Array.from({ length: 2000 }, (_, seed) => {
          const { pauses, serviceMs } = change(new Random(seed + 1));
          return max(syncModel({ pauses: [pauses], serviceMs }).responses) / 1000;
        }),
      );
    const truth: WorstResponses = {
      fasterConsumer: worst((random) => ({ pauses: pausesOf(random, 20), serviceMs: 250 })),
      fasterProducer: worst((random) => ({
        pauses: pausesOf(random, 20).map((ms) => ms / 2),
        serviceMs,
      })),
      halfTheItems: worst((random) => ({ pauses: pausesOf(random, 10), serviceMs })),
    };
    for (const name of ["fasterConsumer", "fasterProducer", "halfTheItems"] as const) {
      if (!near(answer[name], truth[name], truth[name] * 0.05)) {
        return failed(`${name}: ${answer[name]} s is not within 5 % of the mean over 2,000 runs`);
      }
    }
    return passed("all three within 5 % of the mean over 2,000 runs");
  },
};

export type TakeOrNull = (list: number[]) => number | null;

export const takeOrNull: Exercise<TakeOrNull> = {
  id: "1.3",
  title: "take the first item, or null",
  hints: [
    "What does !item say about the number 0?",
    "An empty list has a length. Ask for that, before you take anything.",
    "If list.length is 0, return null. Otherwise the first item may be anything at all, even 0: shift() it and return it. (Or: shift() gives undefined only for an empty list, and ?? tests for just that.)",
  ],
  judge(answer) {
    const cases: { list: number[]; taken: number | null; left: number[] }[] = [
      { list: [], taken: null, left: [] },
      { list: [7], taken: 7, left: [] },
      { list: [0], taken: 0, left: [] },
      { list: [0, 1, 4], taken: 0, left: [1, 4] },
      { list: [9, 0, 4], taken: 9, left: [0, 4] },
    ];
    for (const { list: before, taken, left } of cases) {
      const working = [...before];
      const given = answer(working);
      const called = `takeOrNull([${list(before)}])`;
      if (given !== taken)
        return failed(`${called} gives ${String(given)}, and should give ${String(taken)}`);
      if (list(working) !== list(left)) {
        return failed(
          `${called} leaves [${list(working)}] in the list, and should leave [${list(left)}]`,
        );
      }
    }
    return passed("right for empty lists, for one item and for 0");
  },
};

/** Calls `make` and `use` 20 times each, in the order that the exercise asks for. */
export type Batched = (make: () => void, use: () => void) => void;

export const batched: Exercise<Batched> = {
  id: "1.4",
  title: "five at a time",
  hints: [
    "There is one loop around two loops: four batches, and in each of them five times make, then five times use.",
    "The two inner loops stand side by side inside the outer one. Neither is inside the other.",
    "for four batches { for five items { make } for five items { use } }. The lines with 20 and the one that uses right after making are distractors.",
  ],
  judge(answer) {
    const { order, trace } = recordedRun(answer);
    const wanted = `${"m".repeat(5)}${"u".repeat(5)}`.repeat(4);
    const wrong = [...wanted].findIndex((call, i) => order[i] !== call);
    if (wrong < 0 && order.length === wanted.length) {
      return passed("20 items in four batches; the longest response is about 5.7 s instead of 20");
    }
    const expected = wrong < 0 ? "the end" : wanted[wrong] === "m" ? "make" : "use";
    const at = wrong < 0 ? wanted.length : wrong;
    const came = order[at] === undefined ? "the end" : order[at] === "m" ? "make" : "use";
    return failed(`call ${at + 1} should be ${expected}, but is ${came}`, timeline(trace));
  },
};

/** Runs the learner's order on a simulated clock. Stops counting after 100 calls, so that an endless loop ends. */
function recordedRun(answer: Batched): { order: string; trace: Trace } {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const report = new Report(clock, silent);
  const random = new Random(11);
  const data: Item[] = [];
  let order = "";
  const call = (name: string) => {
    order += name;
    if (order.length > 100) throw new Error("make and use were called more than 100 times");
  };
  const make = () => {
    call("m");
    data.push(report.generated(data.length + 1));
    clock.sleepSync(pause(random));
  };
  const use = () => {
    call("u");
    const item = data.shift();
    if (item) report.processed(item);
    clock.sleepSync(serviceMs);
  };
  const producer = trace.create("producer");
  const consumer = trace.create("consumer");
  answer(
    () => trace.start(producer, make),
    () => trace.start(consumer, use),
  );
  return { order, trace };
}

const inSeconds = (ms: number): number => ms / 1000;
const near = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by;
const list = (values: readonly number[]): string => values.map((v) => +v.toFixed(6)).join(", ");
