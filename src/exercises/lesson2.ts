import { type Exercise, failed, passed } from "../check.ts";
import type { Clock } from "../clock.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

export { type Shop, priceTag } from "./lesson2-shop.ts";
export { type Page, titleOf } from "./lesson2-page.ts";

/** A program that says what it does, line by line, and the order in which the learner expects the lines. */
export interface LogOrder {
  readonly program: (say: (line: string) => void, clock: Clock) => Promise<void>;
  readonly order: readonly string[];
}

const lineCount = 8;

export const logOrder: Exercise<LogOrder> = {
  id: "2.1",
  title: "eight lines in order",
  hints: [
    "A call of an async function runs its body at once, as far as the first await. Which lines are logged before main awaits anything?",
    "While main awaits one cup, the other one is not forgotten: its sleep ends when its time is over, whoever is being awaited.",
    "Four lines at 0 ms: main begins, tea, coffee, main again. Then the shorter sleep ends, then the longer one. Only then main goes on, with its last two lines.",
  ],
  async judge({ program, order }) {
    const logged = await linesOf(program);
    if (new Set(logged).size !== lineCount || logged.length !== lineCount) {
      return failed(
        `the program should log ${lineCount} different lines, and logs ${logged.length}: run its cell again as it was`,
      );
    }
    const missing = logged.find((line) => !order.includes(line));
    if (missing !== undefined) return failed(`the line "${missing}" is missing in your order`);
    if (order.length !== lineCount) {
      return failed(`your order has ${order.length} lines, the run logs ${lineCount}`);
    }
    const wrong = logged.findIndex((line, i) => order[i] !== line);
    if (wrong < 0) return passed("the run logs its eight lines in just this order");
    return failed(`line ${wrong + 1} is "${order[wrong]}" in your order, and another in the run`);
  },
};

async function linesOf(program: LogOrder["program"]): Promise<string[]> {
  const lines: string[] = [];
  const clock = new SimulatedClock();
  await clock.run(() => program((line) => lines.push(line), clock));
  return lines;
}

/** Something that takes time and gives a word. */
export type Work = () => Promise<string>;

/** Two ways to do two works; each gives both results, the first one's first. */
export interface TwoWays {
  readonly firstThenSecond: (first: Work, second: Work) => Promise<string[]>;
  readonly bothAtOnce: (first: Work, second: Work) => Promise<string[]>;
}

export const twoWays: Exercise<TwoWays> = {
  id: "2.3",
  title: "first then second, both at once",
  hints: [
    "Both functions lack one thing: the second result. In which of them is the second work under way already?",
    "firstThenSecond has to call second() after the first await, and await that call. bothAtOnce has called both: it holds two promises and only has to await them.",
    "return [one, await second()]; in the first function, return [await one, await two]; in the second. Array elements are evaluated from left to right.",
  ],
  async judge(answer) {
    for (const [a, b] of [
      [20, 20],
      [5, 30],
      [30, 5],
    ] as const) {
      for (const way of ["firstThenSecond", "bothAtOnce"] as const) {
        const wanted = way === "firstThenSecond" ? a + b : Math.max(a, b);
        const { took, results, figure } = await timed(answer[way], a, b);
        const what = `${way}, with works of ${a} and ${b} ms,`;
        if (took !== wanted) {
          return failed(`${what} takes ${took} ms, and should take ${wanted}`, figure);
        }
        if (JSON.stringify(results) !== JSON.stringify(["one", "two"])) {
          const given = JSON.stringify(results);
          return failed(`${what} gives ${given}, and should give ["one","two"]`, figure);
        }
      }
    }
    return passed("two works of 20 ms take 40 ms in turn and 20 ms together");
  },
};

/** How long a way takes on a simulated clock, what it gives, and a picture of the two works. */
async function timed(way: TwoWays["bothAtOnce"], first: number, second: number) {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const work = (name: string, ms: number, word: string) => () =>
    trace.task(name, async () => {
      await clock.sleep(ms);
      return word;
    });
  const results = await clock.run(() =>
    way(work("first", first, "one"), work("second", second, "two")),
  );
  const took = clock.now();
  await clock.sleep(first + second); // whatever was not awaited ends in the picture too
  return { took, results, figure: timeline(trace, { title: "The two works" }) };
}
