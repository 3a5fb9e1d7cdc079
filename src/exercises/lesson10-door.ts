import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { Flow } from "../flow.ts";
import { flowFigure } from "../flow-figure.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** The first reading that is larger than the limit; undefined if there is none. */
export type FirstOver = (
  readings: AsyncIterable<number>,
  limit: number,
) => Promise<number | undefined>;

export const firstOver: Exercise<FirstOver> = {
  id: "10.3",
  title: "close the door behind you",
  hints: [
    "The answer is right. What is the sensor doing when you have it?",
    "Whoever calls next() by hand has to call return() by hand, and to await it, on every way out. There is a loop that does this by itself.",
    "for await (const reading of readings) if (reading > limit) return reading; and after the loop: return undefined.",
  ],
  async judge(answer) {
    for (const readings of [[5], [1, 5], [1, 2], [], [0, 4, 3, 5, 9], [3, 3]]) {
      const verdict = await judgeReadings(answer, readings);
      if (!verdict.passed) return verdict;
    }
    return passed("the right reading, none more than needed, and the sensor is off every time");
  },
};

const limit = 3;

async function judgeReadings(answer: FirstOver, readings: readonly number[]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const sensor = { read: 0, state: "off" };
  async function* source(): AsyncGenerator<number> {
    sensor.state = "on";
    try {
      for (const reading of readings) {
        sensor.read += 1;
        yield reading;
        await clock.sleep(10);
      }
    } finally {
      await clock.sleep(5); // switching it off takes a moment
      sensor.state = "off";
    }
  }
  const flow = new Flow(clock, ["sensor", "firstOver"]);
  const got = await clock.run(() => answer(flow.watch("sensor", source()), limit));
  const then = { ...sensor };
  const story = `readings of [${readings.join(", ")}], limit ${limit}`;
  const figure = flowFigure(flow, { title: story });
  const wanted = readings.find((reading) => reading > limit);
  if (got !== wanted) {
    return failed(`${story}: you give ${String(got)}, and it should be ${String(wanted)}`, figure);
  }
  const needed = wanted === undefined ? readings.length : readings.indexOf(wanted) + 1;
  if (then.read > needed) {
    return failed(`${story}: ${then.read} readings are taken, and ${needed} are needed`, figure);
  }
  if (then.state === "on") {
    return failed(`${story}: the answer is there, and the sensor is still on`, figure);
  }
  return passed("");
}
