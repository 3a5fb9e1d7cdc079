import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedClock } from "../../src/simulated-clock.ts";
import { Trace } from "../../src/trace.ts";
import { openLesson } from "../../src/lesson.ts";
import { Steps } from "./shim/steps.js";

type Run = Parameters<ConstructorParameters<typeof Steps>[0]>[0];

const { draw } = openLesson({ svg: () => undefined, markdown: () => undefined });

/** What is published and what is left over when a cell does this. */
function seen(cell: () => void): { drawn: Run[]; undrawn: Run | undefined } {
  const drawn: Run[] = [];
  const steps = new Steps((run) => void drawn.push(run));
  steps.install();
  try {
    steps.begin();
    cell();
    return { drawn, undrawn: steps.undrawn() };
  } finally {
    Reflect.deleteProperty(globalThis, "interleaveWatcher");
  }
}

/** A trace of tasks that do nothing: three records each. */
function traced(tasks: number): Trace {
  const trace = new Trace(new SimulatedClock());
  for (let i = 0; i < tasks; i += 1) trace.task(`task ${i}`, () => undefined);
  return trace;
}

test("a run that is drawn is published as it is then, and none is left over", () => {
  const { drawn, undrawn } = seen(() => {
    const trace = traced(1);
    draw(trace);
    trace.task("later", () => undefined);
  });
  assert.deepEqual(
    drawn.map(({ records }) => records.length),
    [3],
  );
  assert.equal(undrawn, undefined);
});

test("of the runs that nobody drew the one made last is left over; one that recorded nothing is none", () => {
  const { undrawn } = seen(() => {
    traced(1);
    traced(2);
    traced(0);
  });
  assert.equal(undrawn?.records.length, 6);
  assert.equal(seen(() => void traced(0)).undrawn, undefined);
});

test("only what was recorded since the cell began counts", () => {
  const steps = new Steps(() => undefined);
  steps.install();
  try {
    const trace = traced(1);
    steps.begin();
    assert.equal(steps.undrawn(), undefined);
    trace.task("more", () => undefined);
    assert.equal(steps.undrawn()?.records.length, 6);
  } finally {
    Reflect.deleteProperty(globalThis, "interleaveWatcher");
  }
});

test("of a run that is too long the beginning is given, and how much is left", () => {
  const { undrawn } = seen(() => void traced(4_000));
  assert.equal(undrawn?.records.length, 10_000);
  assert.equal(undrawn?.left, 2_000);
});

test("a cell that lists the globals does not find who looks on", () => {
  let names: string[] = [];
  seen(() => void (names = Object.keys(globalThis)));
  assert.ok(!names.includes("interleaveWatcher"));
});
