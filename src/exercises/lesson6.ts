import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { Clock } from "../clock.ts";
import { type LoopState, loopStrip } from "../loop-strip.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

export {
  gather,
  type ToyGather,
  type ToyLoop,
  type ToyTask,
  type ToyWait,
} from "./lesson6-gather.ts";

/** A program that says letters. `later` is setTimeout with 0 milliseconds. */
export type Puzzle = (
  say: (letter: string) => void,
  later: (callback: () => void) => void,
) => void | Promise<void>;

/** Programs, and the order in which the learner expects the letters of each. */
export interface OrderPuzzles {
  readonly programs: readonly Puzzle[];
  readonly orders: readonly string[];
}

const letters = ["ab", "abc", "abc", "abc", "abcdef", "abcdef"];

export const orderPuzzles: Exercise<OrderPuzzles> = {
  id: "6.1",
  title: "six order puzzles",
  hints: [
    "Three rounds for each program: first what is said without waiting, then all the microtasks, then the timers, one at a time, each with its own microtasks.",
    "An async function runs at once, up to its first await. What is behind the await is a microtask, and it stands behind those that were asked for earlier.",
    "In 5, both functions take turns: each await puts the rest at the end of the line. In 6, c waits for a timer that was set after a's and before f's.",
  ],
  async judge({ programs, orders }) {
    for (const [i, wanted] of letters.entries()) {
      const puzzle = programs[i];
      const said = puzzle ? await lettersOf(puzzle) : "";
      if ([...said].sort().join("") !== wanted) {
        return failed(`puzzle ${i + 1} was changed: reset its cell, and change only the orders`);
      }
      const verdict = compared(i + 1, said, orders[i] ?? "");
      if (!verdict.passed) return verdict;
    }
    return passed("all six programs say their letters in this order");
  },
};

async function lettersOf(program: Puzzle): Promise<string> {
  const clock = new SimulatedClock();
  let said = "";
  await clock.run(async () => {
    await program(
      (letter) => (said += letter),
      (callback) => void clock.callLater(0, callback),
    );
    await clock.sleep(1); // until its timers have fired
  });
  return said;
}

function compared(number: number, said: string, order: string): Verdict {
  if (said === order) return passed("");
  let right = 0;
  while (right < said.length && said[right] === order[right]) right += 1;
  if (right === said.length) {
    return failed(`puzzle ${number} says ${right} letters, and "${order}" has more`);
  }
  const before = right === 0 ? "first" : `after "${said[right - 1] ?? ""}"`;
  const written = order[right];
  return failed(
    written === undefined
      ? `puzzle ${number}: "${order}" is too short, something still comes ${before}`
      : `puzzle ${number}: "${written}" is not what comes ${before}`,
  );
}

/** A timer in a list: when it is due, and what it is called. */
export interface NamedAlarm {
  readonly at: number;
  readonly name: string;
}

/** Puts an alarm where it belongs in a list that is in order, the earliest first. */
export type InsertAlarm = (alarms: NamedAlarm[], alarm: NamedAlarm) => void;

export const insertAlarm: Exercise<InsertAlarm> = {
  id: "6.2",
  title: "equal times in the order of asking",
  hints: [
    "Play it by hand with two alarms for the same time, and then with one that is later than all the others.",
    "The new alarm belongs before the first that is really later, and findIndex says -1 if there is none.",
    "const place = alarms.findIndex((other) => other.at > alarm.at); alarms.splice(place < 0 ? alarms.length : place, 0, alarm);",
  ],
  judge(answer) {
    const random = new Random(6);
    const drawn = Array.from({ length: 200 }, () =>
      Array.from({ length: random.integer(3, 8) }, () => 10 * random.integer(1, 4)),
    );
    for (const times of [[10], [10, 20], [20, 10], [10, 10], [10, 20, 10], ...drawn]) {
      const verdict = judgeList(answer, times);
      if (!verdict.passed) return verdict;
    }
    return passed("in order of time, and of asking where times are equal, in 205 lists");
  },
};

function judgeList(answer: InsertAlarm, times: readonly number[]): Verdict {
  const asked = times.map((at, i) => ({ at, name: String.fromCharCode(97 + i) }));
  const list: NamedAlarm[] = [];
  const states: LoopState[] = [];
  for (const [i, alarm] of asked.entries()) {
    answer(list, alarm);
    const wanted = asked.slice(0, i + 1).sort((a, b) => a.at - b.at);
    const lists = { "the list": list.map(inWords), "should be": wanted.map(inWords) };
    states.push({ at: alarm.at, runs: alarm.name, lists, output: [] });
    if (shown(list) === shown(wanted)) continue;
    const story = `asked for in this order: ${shown(asked.slice(0, i + 1))}`;
    const figure = loopStrip(states, { title: "The smallest list that goes wrong" });
    return failed(`${story}; the list is ${shown(list)}, and should be ${shown(wanted)}`, figure);
  }
  return passed("");
}

const shown = (alarms: readonly NamedAlarm[]): string => alarms.map(inWords).join(", ") || "empty";

const inWords = ({ at, name }: NamedAlarm): string => `${name} at ${at}`;

/** Does pieces of work, each of which holds the thread for up to 10 milliseconds. */
export type Crunch = (pieces: readonly (() => void)[], clock: Clock) => Promise<void>;

const longestGap = 20;

export const crunch: Exercise<Crunch> = {
  id: "6.3",
  title: "a heart that keeps beating",
  hints: [
    "An await on a promise that has settled gives way to microtasks only. Is the heartbeat a microtask?",
    "A timer gets its chance when all microtasks are done. So the function must wait for something that a timer ends, and that costs no time.",
    "await clock.sleep(0) after each piece: the rest of the function then stands behind the timers that are due.",
  ],
  async judge(answer) {
    const random = new Random(63);
    const drawn = [3, 12, 40, 40, 40].map((count) =>
      Array.from({ length: count }, () => random.duration(1, 10)),
    );
    for (const lengths of [[10, 10, 10], [5, 5, 5, 5, 5, 5, 5, 5], ...drawn]) {
      const verdict = await judgePieces(answer, lengths);
      if (!verdict.passed) return verdict;
    }
    return passed(`no two beats are more than ${longestGap} ms apart, and no time is lost`);
  },
};

async function judgePieces(answer: Crunch, lengths: readonly number[]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const beats = [0];
  const order: number[] = [];
  let over = false;
  const heart = async () => {
    for (let beat = 0; beat < 200 && !over; beat += 1) {
      await clock.sleep(10);
      beats.push(clock.now());
    }
  };
  const pieces = lengths.map((ms, i) => () => {
    order.push(i);
    clock.sleepSync(ms);
  });
  let took = 0;
  await trace.run(async () => {
    const beating = trace.task("heart", heart);
    await trace.task("crunch", () => answer(pieces, clock));
    took = clock.now();
    over = true;
    await beating;
  });
  const figure = timeline(trace, { title: "The pieces and the heart" });
  const story = `with ${lengths.length} pieces of up to ${Math.max(...lengths)} ms`;
  if (order.join() !== lengths.map((_, i) => i).join()) {
    return failed(`${story}: not every piece is done once, and in order`, figure);
  }
  const gap = Math.max(...beats.slice(1).map((at, i) => at - (beats[i] ?? 0)));
  if (gap > longestGap) {
    return failed(`${story}: the heart does not beat for ${round(gap)} ms`, figure);
  }
  const needed = round(lengths.reduce((sum, ms) => sum + ms, 0));
  if (round(took) === needed) return passed("");
  return failed(`${story}: it takes ${round(took)} ms, and the work alone ${needed}`, figure);
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
