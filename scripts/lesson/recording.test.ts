import assert from "node:assert/strict";
import { after, test } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { steppingThrough } from "../site/steps/record-steps.ts";
import { executeLesson, withOutputs } from "./execute.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells } from "./notebook.ts";
import { executeRecorded } from "./recording.ts";
import { code, lesson, projectRoot } from "./testing.ts";

const root = projectRoot;
const road = new FastRoad();
after(() => road.close());

/** Runs a lesson with its lines recorded; whether the run counted. */
async function recorded(one: Lesson) {
  let counted = false;
  const stepping = steppingThrough(codeCells(one.notebook), []);
  const counts = (): void => void (counted = true);
  const { runs } = await executeRecorded(one, { stepping, counts }, { root, road });
  return { runs, counted };
}

/** The lesson with the outputs that it has without anybody recording. */
async function asItRuns(one: Lesson): Promise<Lesson> {
  const { runs } = await executeLesson(one, { root, road });
  return { ...one, notebook: withOutputs(one.notebook, runs) };
}

test("a recorded run counts where it prints what the file holds", async () => {
  const one = await asItRuns(lesson(code("sum", "await Promise.resolve(1) + 1")));
  assert.equal((await recorded(one)).counted, true);
});

test("what only a recorded cell prints is never taken for the lesson's output", async () => {
  const own = lesson(code("text", "function f(): void {\n  void 0;\n}\nString(f)"));
  const { runs, counted } = await recorded(await asItRuns(own));
  assert.equal(counted, false, "a function's text shows the reports");
  assert.doesNotMatch(JSON.stringify(runs), /__step/);
  const { runs: other } = await recorded(own);
  assert.deepEqual(other, runs, "nor where the file holds something else");
});

test("an error is the one of the cells as they are written", async () => {
  const failing = lesson(code("fine", "1 + 1;"), code("fails", "\nthrow new Error('boom');"));
  const { runs, counted } = await recorded(failing);
  assert.equal(counted, false);
  assert.deepEqual(runs, (await executeLesson(failing, { root, road })).runs);
});
