/** What the build records of the lessons: that it changes nothing, and that lines and states are right. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { FastRoad } from "../../kernel/fast/fast-road.ts";
import { compareOutputs } from "../../lesson/compare.ts";
import { readCourse } from "../../lesson/course.ts";
import { code, lesson, projectRoot } from "../../lesson/testing.ts";
import { Steps } from "../../live/stepper/steps.ts";
import { recordSteps } from "./record-steps.ts";
import { steppable } from "./remembered-steps.ts";
import { tableOf, threeItemRuns } from "./testing.ts";

const road = new FastRoad();
after(() => road.close());

const lessons = (await readCourse(projectRoot)).lessons.map(steppable);

describe("a lesson whose lines are recorded prints what it prints otherwise, error lines included", () => {
  for (const one of lessons) {
    test(one.slug, async () => {
      const { cells, runs } = await recordSteps(one, projectRoot, road);
      assert.deepEqual(compareOutputs(one, cells, projectRoot), []);
      for (const run of runs) {
        const ids = new Set(one.notebook.cells.map(({ id }) => id));
        assert.ok(run.marks.length > 0 && run.records.length > 0);
        assert.ok(run.marks.every(({ cell, line }) => ids.has(cell) && line >= 1));
        assert.equal(new Steps(run).length, run.marks.length + run.records.length);
      }
    });
  }
});

/**
 * The table was checked by hand, row by row. Lines: against the cells' text, statement by statement. Times: the pauses of
 * Random(1) are 1.037, 0.954 and 0.582 s (lesson 1 prints the sums of what follows each: 2.57, 2.04 and 1.58 s after three
 * items), those of lesson 5 the first of each of three streams; a service takes 0.5 s. In lessons 1 and 2 the consumer
 * starts at 2.57 s, where the producer ends. In 3 and 4 it waits from 0.5 and 1.54 s for the items of 1.04 and 1.99 s. In 5
 * three items lie there at 0 s, so they are taken up at 0, 0.5 and 1 s.
 */
test("lines, states, queue and responses of a run of three items are those of the table, in lessons 1 to 5", async () => {
  const runs = await threeItemRuns();
  const tables = [...runs].map(([number, run]) => `## ${number}\n${tableOf(run)}\n`).join("");
  const path = join(projectRoot, "scripts/testdata/steps/three-items.txt");
  assert.deepEqual(
    tables.replace(/ +$/gm, "").split("\n"),
    (await readFile(path, "utf8")).split("\n"),
  );
});

test("errors of instrumented cells name the lines of the text", async () => {
  const source = [
    "async function later(): Promise<void> {",
    "  await Promise.resolve();",
    "  if (1 < 2) throw new Error('boom');",
    "}",
    "",
    "await later();",
  ].join("\n");
  const failing = lesson(code("fails", source, { tags: ["raises-error", "raises-exception"] }));
  const { cells } = await recordSteps(failing, projectRoot, road);
  const [output] = cells[0]?.outputs ?? [];
  const text = JSON.stringify(output);
  assert.match(text, /later \(cell line 3\)/);
  assert.match(text, /> 3 \|   if \(1 < 2\) throw new Error\('boom'\);/);
});
