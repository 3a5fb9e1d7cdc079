/** The toy loop stands in the cells of lesson 6 and nowhere else: here it is taken from there, and tried. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";
import { gather, type ToyGather, type ToyLoop, type ToyTask, type ToyWait } from "./lesson6.ts";
import { accepts, rejects } from "./testing.ts";

const notebook = JSON.parse(
  readFileSync(new URL("../../notebooks/06-inside-the-loop.ipynb", import.meta.url), "utf8"),
) as { cells: { id: string; source: string[] }[] };

const toyCells = ["ready-list", "timers", "coroutine", "task", "loop", "microtasks"];
const toy = toyCells
  .map((id) => notebook.cells.find((cell) => cell.id === id)?.source.join("") ?? "")
  .join("\n");

interface Task extends ToyTask {
  join(): Generator<ToyWait, unknown, void>;
}
interface Loop extends ToyLoop {
  runUntilComplete<T>(body: Generator<ToyWait, T, void>): T;
}
const { outputText } = ts.transpileModule(toy, {
  compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
});
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is our own lesson's
const load = new Function(`${outputText}\nreturn { Loop, JsLoop };`) as () => {
  readonly Loop: new () => Loop;
  readonly JsLoop: new () => Loop;
};
const { Loop, JsLoop } = load();
const loops = [Loop, JsLoop];

type Gather = (tasks: readonly Task[]) => Generator<ToyWait, unknown[], void>;
const answer = (own: Gather, NewLoop = Loop): ToyGather => ({
  newLoop: () => new NewLoop(),
  gather: (tasks) => own(tasks as readonly Task[]),
});

test("the toy loop has at most 80 lines", () => {
  const lines = toy.split("\n").filter((line) => line.trim() !== "");
  assert.ok(lines.length > 50 && lines.length <= 80, `it has ${lines.length}`);
});

test("equal times run in the order of asking, and time waits for nobody who is ready", () => {
  for (const NewLoop of loops) {
    const loop = new NewLoop();
    const ran: string[] = [];
    for (const [ms, name] of [
      [20, "c"],
      [10, "a"],
      [10, "b"],
    ] as const) {
      loop.callLater(ms, () => ran.push(`${name}${loop.now}`));
    }
    while (loop.step());
    assert.equal(ran.join(), "a10,b10,c20");
  }
});

test("a program that nobody can wake any more is a deadlock, and says so", () => {
  for (const NewLoop of loops) {
    const loop = new NewLoop();
    const main = function* (): Generator<ToyWait, void, void> {
      yield (wake) => loop.callLater(7, wake);
      yield () => {};
    };
    assert.throws(() => loop.runUntilComplete(main()), /deadlock at 7 ms/);
  }
});

const inTurn: Gather = function* (tasks) {
  const results = [];
  for (const task of tasks) results.push(yield* task.join());
  return results;
};

test("6.4 accepts joining one after the other, on both loops", async () => {
  for (const NewLoop of loops) await accepts(gather, answer(inTurn, NewLoop));
});

test("6.4 accepts waiting for all first, and then taking the results", async () => {
  const waitFirst: Gather = function* (tasks) {
    for (const task of tasks) if (!task.done) yield* task.join();
    return tasks.map((task) => task.result);
  };
  await accepts(gather, answer(waitFirst));
});

test("6.4 rejects results that are taken without waiting", async () => {
  const impatient: Gather = function* (tasks) {
    return tasks.map((task) => task.result);
  };
  const verdict = await rejects(gather, answer(impatient));
  assert.match(verdict.figure ?? "", /^<svg/);
  assert.match(verdict.because, /tasks of \[10\] ms give \[\], and should give \[result 1\]/);
});

test("6.4 rejects waiting for the first or the last only", async () => {
  const ofOne = (place: number): Gather =>
    function* (tasks) {
      const one = tasks.at(place);
      if (one) yield* one.join();
      return tasks.map((task) => task.result);
    };
  await rejects(gather, answer(ofOne(0)));
  await rejects(gather, answer(ofOne(-1)));
});

test("6.4 rejects results in another order", async () => {
  const reversed: Gather = function* (tasks) {
    return yield* inTurn([...tasks].reverse());
  };
  const verdict = await rejects(gather, answer(reversed));
  assert.match(verdict.because, /tasks of \[10, 10\] ms give \[result 2,result 1\]/);
});

test("6.4 rejects asking again and again, instead of hanging", async () => {
  const polling: Gather = function* (tasks) {
    while (tasks.some((task) => !task.done)) yield (wake) => wake();
    return tasks.map((task) => task.result);
  };
  for (const NewLoop of loops) {
    const verdict = await rejects(gather, answer(polling, NewLoop));
    assert.match(verdict.because, /not gathered after 1000 steps, and it is still 0 ms/);
  }
});

test("6.4 rejects a wait that nobody ends", async () => {
  const parked: Gather = function* (tasks) {
    yield () => {};
    return tasks.map((task) => task.result);
  };
  const verdict = await rejects(gather, answer(parked));
  assert.match(verdict.because, /never gathered: at 10 ms nobody is left to wake gather/);
});
