import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { runAs } from "../context.ts";
import { lifetimes } from "../lifetimes.ts";
import { EventLoop } from "../loop.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import type { Task } from "../task.ts";
import { currentLoopTask } from "../wait.ts";
import { watchedList } from "./lesson3-schedules.ts";

export { allOrNothing, type AllOrNothing } from "./lesson9-errors.ts";
export { supervise, type Supervise } from "./lesson9-supervise.ts";

/** Waits until all tasks have ended, those that are added to the list meanwhile included. */
export type JoinAll = (tasks: readonly Task<void>[]) => Promise<void>;

/** A task: after so many milliseconds it adds its children to the list, and `lasts` as long again. */
interface Plan {
  readonly after: number;
  readonly lasts: number;
  readonly children: readonly Plan[];
}

const plan = (after: number, lasts: number, ...children: Plan[]): Plan => ({
  after,
  lasts,
  children,
});

export const joinAll: Exercise<JoinAll> = {
  id: "9.1",
  title: "wait for latecomers",
  hints: [
    "Promise.all looks at the list when it is called. Who looks again, after everybody on it has ended?",
    "A latecomer may bring a latecomer, so once more is not enough. Which loop asks after every step whether there is a next element?",
    "for (const task of tasks) await task; goes on for as long as the list has a next element.",
  ],
  async judge(answer) {
    const random = new Random(91);
    const small = [
      [],
      [plan(10, 0)],
      [plan(20, 0), plan(10, 0)],
      [plan(10, 0, plan(10, 0))],
      [plan(10, 0, plan(10, 0, plan(10, 0)))],
      [plan(0, 20, plan(10, 0))],
      [plan(0, 5, plan(20, 0), plan(5, 0))],
    ];
    const drawn = Array.from({ length: 60 }, () => plans(random, 3, 3));
    const groups = [...small, ...drawn];
    for (const some of groups) {
      const verdict = await judgeJoin(answer, some);
      if (!verdict.passed) return verdict;
    }
    return passed(`all tasks have ended, and no time is lost, in ${groups.length} groups`);
  },
};

function plans(random: Random, most: number, depth: number): Plan[] {
  return Array.from({ length: random.integer(depth === 3 ? 1 : 0, most) }, () =>
    plan(
      10 * random.integer(0, 3),
      10 * random.integer(0, 3),
      ...(depth > 1 ? plans(random, 2, depth - 1) : []),
    ),
  );
}

async function judgeJoin(answer: JoinAll, some: readonly Plan[]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const tasks = watchedList<Task<void>>("the list of tasks");
  let returnedAt = 0;
  let left = 0;
  const main = async () => {
    const owner = currentLoopTask("main");
    const start = ({ after, lasts, children }: Plan) => {
      const name = `task ${tasks.length + 1}`;
      const body = async () => {
        await clock.sleep(after);
        children.forEach(start);
        await clock.sleep(lasts);
      };
      tasks.push(runAs(owner, () => loop.createTask(body, { name })));
    };
    some.forEach(start);
    await answer(tasks);
    returnedAt = clock.now();
    left = tasks.filter((task) => !task.done).length;
  };
  await loop.runUntilComplete(main);
  await clock.sleep(1000); // until those that were left behind have ended as well
  const endedAt = Math.max(0, ...some.map(endOf));
  const figure = lifetimes(loop.trace, { title: "The tasks, and main around them" });
  if (left > 0) {
    const they = left === 1 ? "1 task is" : `${left} tasks are`;
    return failed(`it returns at ${returnedAt} ms, and ${they} still running`, figure);
  }
  if (returnedAt === endedAt) return passed("");
  return failed(`it returns at ${returnedAt} ms; the last task ended at ${endedAt} ms`, figure);
}

const endOf = ({ after, lasts, children }: Plan): number =>
  after + Math.max(lasts, ...children.map(endOf));

/** Starts all contenders, gives the first result, and leaves nobody running. */
export type Race = (contenders: readonly (() => Promise<string>)[]) => Promise<string>;

/** A contender: returns after `ms`; if it is cancelled before that, it cleans up for `cleanUp` milliseconds. */
interface Contender {
  readonly ms: number;
  readonly cleanUp: number;
}

const contender = (ms: number, cleanUp = 0): Contender => ({ ms, cleanUp });

export const race: Exercise<Race> = {
  id: "9.3",
  title: "a race without losers",
  hints: [
    "The group waits for everybody. Who tells the losers that they may stop?",
    "Once the first result is there, every other task can be cancelled. Cancelling a task that is done does no harm.",
    "const first = await Promise.race(tasks); then for (const task of tasks) task.cancel(); and return first: the group waits for the clean-up.",
  ],
  async judge(answer) {
    const random = new Random(92);
    const races = [
      [contender(10)],
      [contender(10), contender(90)],
      [contender(90), contender(10)],
      [contender(10), contender(90, 30)],
      [contender(50, 20), contender(10), contender(40, 5)],
    ];
    for (let i = 0; i < 40; i += 1) {
      const length = random.integer(2, 5);
      const times = Array.from({ length }, (_, k) => 100 * random.integer(1, 9) + k);
      races.push(times.map((ms) => contender(ms, 10 * random.integer(0, 5))));
    }
    for (const one of races) {
      const verdict = await judgeRace(answer, one);
      if (!verdict.passed) return verdict;
    }
    return passed(`the first wins, and nobody is left running, in ${races.length} races`);
  },
};

async function judgeRace(answer: Race, list: readonly Contender[]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const running = new Set<string>();
  const run = async ({ ms, cleanUp }: Contender, name: string) => {
    running.add(name);
    let won = false;
    try {
      await clock.sleep(ms);
      won = true;
      return name;
    } finally {
      if (!won) await clock.sleep(cleanUp);
      running.delete(name);
    }
  };
  let [left, at]: [readonly string[], number] = [[], 0];
  const result = await loop.runUntilComplete(async () => {
    const bodies = list.map((one, i) => {
      const name = `contender ${i + 1}`;
      return Object.defineProperty(() => run(one, name), "name", { value: name });
    });
    const first = await answer(bodies);
    [left, at] = [[...running], clock.now()];
    return first;
  });
  await clock.sleep(1000); // until the losers have ended as well
  const figure = lifetimes(loop.trace, { title: "The race" });
  const best = Math.min(...list.map(({ ms }) => ms));
  const winner = `contender ${list.findIndex(({ ms }) => ms === best) + 1}`;
  const story = `contenders that need ${list.map(({ ms }) => ms).join(", ")} ms`;
  if (result !== winner) {
    return failed(`${story}: the result is ${String(result)}, and should be ${winner}`, figure);
  }
  if (left.length > 0) {
    return failed(`${story}: at ${at} ms it returns, and ${left.join(", ")} still runs`, figure);
  }
  const losers = list.filter(({ ms }) => ms !== best);
  const needed = best + Math.max(0, ...losers.map(({ cleanUp }) => cleanUp));
  if (at === needed) return passed("");
  return failed(`${story}: it returns at ${at} ms; ${needed} ms are enough`, figure);
}
