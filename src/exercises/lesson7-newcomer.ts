import { type Exercise, failed, passed } from "../check.ts";
import type { PutGet, Schedule } from "../queue-run.ts";
import { queueStrip } from "../queue-strip.ts";
import { runUntilBroken } from "./lesson3-schedules.ts";

export type { Schedule } from "../queue-run.ts";

/** A queue with room for one item. Who was woken looks again, and parks again if the place is taken: asyncio's rule. */
class LooksAgain implements PutGet<number> {
  readonly #items: number[] = [];
  readonly #getters: ((item: number) => void)[] = [];
  readonly #putters: (() => void)[] = [];

  async put(item: number): Promise<void> {
    while (this.#items.length >= room) {
      await new Promise<void>((wake) => this.#putters.push(wake));
    }
    const getter = this.#getters.shift();
    if (getter) getter(item);
    else this.#items.push(item);
  }

  get(): Promise<number> {
    const item = this.#items.shift();
    if (item === undefined) return new Promise((got) => this.#getters.push(got));
    this.#putters.shift()?.();
    return Promise.resolve(item);
  }
}

const room = 1;
const mostSteps = 5;

export const newcomer: Exercise<Schedule> = {
  id: "7.4",
  title: "the newcomer",
  hints: [
    "Somebody must be parked before anybody can overtake. How many puts does that take, with room for one?",
    "A get makes room and wakes the one who is parked. Who must come before the woken one has its turn, and therefore at once with the get?",
    "Two puts, then a get and a put in one go: the third item takes the place. A last get shows which item comes out.",
  ],
  async judge(schedule) {
    const steps = schedule.flat();
    const unknown = steps.find((step) => step !== "put" && step !== "get");
    if (unknown !== undefined) return failed(`a step is "put" or "get", got ${String(unknown)}`);
    if (steps.length > mostSteps) {
      return failed(`${steps.length} steps; ${mostSteps} are enough`);
    }
    const states = await runUntilBroken(() => new LooksAgain(), schedule, room);
    const figure = queueStrip(states, { title: "Your schedule" });
    const story = states.map(({ step }) => step).join("; ") || "no step";
    const problem = states.at(-1)?.problem;
    if (problem === undefined) return failed(`${story}: nobody is overtaken`, figure);
    if (!problem.includes("was put before it")) {
      return failed(`${story}: ${problem}. That is another fault: nobody is overtaken`, figure);
    }
    return passed(`${story}: ${problem}`);
  },
};
