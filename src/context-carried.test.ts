/** Which task is this? In Node, where AsyncLocalStorage carries the answer across awaits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { currentTask } from "./context.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { Trace } from "./trace.ts";

test("what a task starts belongs to it while any task runs; after the last one nothing is carried", async () => {
  const trace = new Trace(new SimulatedClock());
  const names: (string | undefined)[] = [];
  let letGo!: () => void;
  const external = new Promise<void>((resolve) => (letGo = resolve));
  let endOther!: () => void;
  const otherEnds = new Promise<void>((resolve) => (endOther = resolve));
  const noting = async (): Promise<void> => {
    await external;
    names.push(currentTask()?.name);
  };
  const other = trace.task("other", () => otherEnds);
  trace.task("short", () => void noting()); // ends at once, and leaves something running
  letGo();
  await new Promise((resolve) => setImmediate(resolve));
  trace.task("late", () => void otherEnds.then(noting));
  endOther();
  await other;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(names, ["short", undefined]);
});
