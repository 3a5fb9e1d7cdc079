import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { type Section, sectionsFigure } from "../sections-figure.ts";

/** What a task of the toy loop yields: "this is how to wake me". */
export type ToyWait = (wake: () => void) => void;

/** As much of the learner's task as the check needs. */
export interface ToyTask {
  readonly done: boolean;
  readonly result?: unknown;
}

/** As much of the learner's loop as the check needs. */
export interface ToyLoop {
  readonly now: number;
  callLater(ms: number, callback: () => void): void;
  step(): boolean;
  createTask(body: Generator<ToyWait, unknown, void>, name?: string): ToyTask;
}

/** The learner's gather, and the loop to try it on. */
export interface ToyGather {
  newLoop(): ToyLoop;
  gather(tasks: readonly ToyTask[]): Generator<ToyWait, readonly unknown[], void>;
}

/** More than any answer needs that waits to be woken. */
const manySteps = 1000;

export const gather: Exercise<ToyGather> = {
  id: "6.4",
  title: "gather on the toy loop",
  hints: [
    "The tasks are running already. You only have to wait for each of them, and to keep what it gives.",
    "task.join() waits for one task. yield* runs it as a part of your own function, and gives its result.",
    "for (const task of tasks) results.push(yield* task.join()); and after the loop: return results;",
  ],
  judge(answer) {
    const cases = [[10], [10, 10], [10, 30], [30, 10], [], [20, 50, 10, 50, 30]];
    for (const list of cases) {
      for (const startAt of [0, 20, 60]) {
        const verdict = judgeTasks(answer, list, startAt);
        if (!verdict.passed) return verdict;
      }
    }
    return passed("it waits for all, and gives the results in the order of the tasks");
  },
};

/** Tasks of these lengths, gathered by a task that begins at `startAt`: by then some of them may have ended. */
function judgeTasks(answer: ToyGather, list: readonly number[], startAt: number): Verdict {
  const loop = answer.newLoop();
  const tasks = list.map((ms, i) => loop.createTask(work(loop, ms, `result ${i + 1}`)));
  const main = loop.createTask(
    (function* () {
      yield* work(loop, startAt, "");
      return { results: yield* answer.gather(tasks), at: loop.now };
    })(),
  );
  let steps = 0;
  while (!main.done && steps < manySteps && loop.step()) steps += 1;

  const late = startAt === 0 ? "" : `, gathered at ${startAt} ms,`;
  const given = `tasks of [${list.join(", ")}] ms${late}`;
  const slowest = Math.max(startAt, ...list);
  const over = main.done ? (main.result as { at: number }).at : loop.now;
  const figure = figureOf(list, { from: startAt, to: over, isRight: over === slowest });
  if (!main.done) return failed(`${given} ${stuck(steps, loop.now)}`, figure);
  const { results, at } = main.result as { results: readonly unknown[]; at: number };
  const wanted = list.map((_, i) => `result ${i + 1}`);
  if (JSON.stringify(results) !== JSON.stringify(wanted)) {
    return failed(`${given} give [${String(results)}], and should give [${wanted.join()}]`, figure);
  }
  if (at === slowest) return passed("");
  return failed(`${given} are gathered at ${at} ms, and should be at ${slowest} ms`, figure);
}

/** The tasks, and how long they were gathered. */
function figureOf(
  list: readonly number[],
  { from, to, isRight }: { readonly from: number; readonly to: number; readonly isRight: boolean },
): string {
  const tasks = list.map((ms, i): Section => {
    return { on: `task ${i + 1}`, label: `${ms} ms`, from: 0, to: ms, broken: false };
  });
  const gathered = { on: "gather", label: "waits", from, to, broken: !isRight };
  return sectionsFigure([gathered, ...tasks], {
    title: "The tasks, and who gathers them",
    broken: "does not end with the slowest task",
  });
}

function* work<T>(loop: ToyLoop, ms: number, result: T): Generator<ToyWait, T, void> {
  yield (wake) => loop.callLater(ms, wake);
  return result;
}

function stuck(steps: number, now: number): string {
  if (steps < manySteps) return `are never gathered: at ${now} ms nobody is left to wake gather`;
  return `are not gathered after ${steps} steps, and it is still ${now} ms: who asks again and again keeps the loop from waiting`;
}
