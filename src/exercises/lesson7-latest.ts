import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { QueueState } from "../queue-run.ts";
import { queueStrip } from "../queue-strip.ts";
import { microtasksDone } from "../turn.ts";

/** A place for one value: putting never waits, and a newer value takes the place of an older one. */
export interface LatestValue {
  put(value: number): unknown;
  get(): PromiseLike<number>;
}

/** Makes an empty one. */
export type MakeLatest = () => LatestValue;

export const latest: Exercise<MakeLatest> = {
  id: "7.2",
  title: "keep the latest",
  hints: [
    "What should put do if there is an old value that nobody has asked for? And what should be left behind when get has given a value away?",
    "put gives its value to the first who waits; if nobody does, it stores it, whether there was one or not. get takes the value away: the next get must wait for a new one.",
    "In put: if (waiter) waiter(value); else this.value = value. In get: remember this.value, set it to undefined, and if there was one return Promise.resolve of it; 0 is a value too.",
  ],
  async judge(make) {
    for (const steps of schedules()) {
      const verdict = await judgeOn(make, steps);
      if (!verdict.passed) return verdict;
    }
    return passed(
      `all ${2 ** (longest + 1) - 2} schedules of up to ${longest} steps: nobody gets an old value, nobody gets one twice, no put waits`,
    );
  },
};

type Step = "put" | "get";
const longest = 6;

/** The shortest first. */
function* schedules(): Generator<Step[]> {
  for (let length = 1; length <= longest; length += 1) {
    for (let word = 0; word < 2 ** length; word += 1) {
      yield Array.from({ length }, (_, i): Step => ((word >> i) & 1 ? "put" : "get"));
    }
  }
}

/** What the values and those who wait should look like, and what they do look like. */
class Play {
  readonly states: QueueState[] = [];
  #value: number | undefined;
  readonly #waiting: string[] = [];
  readonly #got = new Map<string, number>();
  readonly #latest: LatestValue;
  #putWaits = false;
  #puts = 0;
  #gets = 0;

  constructor(latest: LatestValue) {
    this.#latest = latest;
  }

  async step(step: Step): Promise<QueueState> {
    const before = this.#got.size;
    const problems: string[] = [];
    const { name, expected } = step === "put" ? this.#put(problems) : this.#get(problems);
    await microtasksDone();
    if (this.#putWaits) problems.push(`${name} waits, and a sensor cannot wait`);
    const handedOver = [...this.#got].slice(before).map(([who, value]) => `${value} → ${who}`);
    const items = this.#value === undefined ? [] : [String(this.#value)];
    const state = { step: name, items, waiting: [...this.#waiting], handedOver };
    const problem = problems[0] ?? wrong(handedOver, expected);
    this.states.push(problem === undefined ? state : { ...state, problem });
    return this.states.at(-1) as QueueState;
  }

  #put(problems: string[]): { name: string; expected: string | undefined } {
    const value = this.#puts++;
    const who = this.#waiting.shift();
    if (who === undefined) this.#value = value;
    this.#putWaits = true;
    void Promise.resolve(this.#latest.put(value)).then(
      () => (this.#putWaits = false),
      (error: unknown) => problems.push(`put ${value} failed: ${String(error)}`),
    );
    return { name: `put ${value}`, expected: who === undefined ? undefined : `${value} → ${who}` };
  }

  #get(problems: string[]): { name: string; expected: string | undefined } {
    const who = String.fromCharCode(65 + this.#gets++);
    const value = this.#value;
    this.#value = undefined;
    if (value === undefined) this.#waiting.push(who);
    void Promise.resolve(this.#latest.get()).then(
      (got) => this.#got.set(who, got),
      (error: unknown) => problems.push(`the get of ${who} failed: ${String(error)}`),
    );
    return { name: `${who} asks`, expected: value === undefined ? undefined : `${value} → ${who}` };
  }
}

function wrong(handedOver: readonly string[], expected: string | undefined): string | undefined {
  if (handedOver.join() === (expected ?? "")) return undefined;
  const came = handedOver.length === 0 ? "nothing is handed over" : handedOver.join(", ");
  return `${came}, and it should be ${expected ?? "nothing: there is no new value"}`;
}

async function judgeOn(make: MakeLatest, steps: readonly Step[]): Promise<Verdict> {
  const play = new Play(make());
  for (const step of steps) {
    const { problem } = await play.step(step);
    if (problem === undefined) continue;
    const done = play.states.map((state) => state.step).join(", ");
    return failed(`${done}: ${problem}`, queueStrip(play.states, { title: "The smallest case" }));
  }
  return passed("");
}
