import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { type ModelOutcome, pipelineModel } from "../model.ts";
import { pause, serviceMs } from "../program.ts";
import type { PutGet } from "../queue-run.ts";
import { Random } from "../random.ts";
import { seconds } from "../report.ts";
import { responseStrips } from "../response-strips.ts";
import { max, mean } from "../stats.ts";
import { judgeQueue, watchedFields } from "./lesson3-schedules.ts";

export { latest, type LatestValue } from "./lesson7-latest.ts";
export { newcomer, type Schedule } from "./lesson7-newcomer.ts";

/** Makes a queue with room for `maxSize` items. */
export type MakeBounded = (maxSize: number) => PutGet<number>;

export const bounded: Exercise<MakeBounded> = {
  id: "7.1",
  title: "the bounded queue",
  hints: [
    "A woken putter does not run at once. Who can put an item into the free place before it does?",
    "Looking again (while in place of if) keeps the bound, but then the newcomer is served before the one who has waited. Whoever makes room must fill it in the same step: so the list of putters has to hold their items, too.",
    "put: to a getter if one waits, else into items if there is room, else return new Promise((done) => this.putters.push({ item, done })). get: when it has taken an item, it shifts a putter, pushes that one's item into items, and calls done().",
  ],
  async judge(make) {
    for (const maxSize of [1, 3]) {
      const verdict = await judgeQueue(() => watchedFields(make(maxSize)), maxSize);
      if (!verdict.passed)
        return { ...verdict, because: `room for ${maxSize}: ${verdict.because}` };
    }
    return passed(
      "400 random schedules: never more inside than fit, who waits for room is served in order, nothing is lost",
    );
  },
};

const runs = 500;
const promisedMs = 2000;
const largest = 60;

export const chooseSize: Exercise<number> = {
  id: "7.3",
  title: "choose the capacity",
  hints: [
    "Two things are asked for. Which sizes keep the promise in every run? And which of those is the quickest on average?",
    "max(report.responses) is the worst response of a run. Try maxSize 1, 2, 3 with many seeds, and note the worst of all.",
    "With room for m items no response reaches (m + 2) / 2 seconds: the item in service, m inside, and the one in the producer's hands. The largest m that keeps the promise loses the least time.",
  ],
  judge(maxSize) {
    if (!(Number.isInteger(maxSize) && maxSize >= 1 && maxSize <= largest)) {
      return failed(`maxSize should be a whole number from 1 to ${largest}, got ${maxSize}`);
    }
    const outcomes = runsWith(maxSize);
    return brokenPromise(maxSize, outcomes) ?? tooSlow(maxSize, outcomes);
  },
};

function brokenPromise(maxSize: number, outcomes: readonly ModelOutcome[]): Verdict | undefined {
  const worst = outcomes.find(({ responses }) => max(responses) >= promisedMs);
  if (!worst) return undefined;
  const title = `A run with maxSize ${maxSize}`;
  const strips = [{ name: `maxSize ${maxSize}`, responses: worst.responses }];
  return failed(
    `with maxSize ${maxSize} there is a run in which an item waits ${seconds(max(worst.responses))} s`,
    responseStrips(strips, { title }),
  );
}

function tooSlow(maxSize: number, outcomes: readonly ModelOutcome[]): Verdict {
  const larger = runsWith(maxSize + 1);
  const total = totalOf(outcomes);
  if (brokenPromise(maxSize + 1, larger)) {
    return passed(
      `no item waits 2 s in ${runs} runs, the total is ${total} s on average, and a larger queue breaks the promise`,
    );
  }
  return failed(
    `with maxSize ${maxSize} no item waits 2 s, but the total is ${total} s on average; with another size it is ${totalOf(larger)} s, and the promise is kept as well`,
  );
}

const totalOf = (outcomes: readonly ModelOutcome[]): string =>
  seconds(mean(outcomes.map(({ total }) => total)));

/** Three producers, one consumer; seeds that no lesson shows. */
function runsWith(maxSize: number): ModelOutcome[] {
  return Array.from({ length: runs }, (_, seed) => {
    const random = new Random(9_000 + seed);
    const pauses = [0, 1, 2].map((producer) => {
      const own = random.stream(producer);
      return Array.from({ length: 20 }, () => pause(own));
    });
    return pipelineModel({ pauses, serviceMs, maxSize });
  });
}
