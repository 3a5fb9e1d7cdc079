/** The proof of every exercise: its starter does not pass, its solution does. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { lessonOf, readCourse } from "./course.ts";
import { proveExercises } from "./exercises.ts";
import { codeCells, hasTag } from "./notebook.ts";
import { readNotebook } from "./read.ts";
import { newNotebook } from "./template.ts";
import { projectRoot } from "./testing.ts";

const road = new FastRoad();
after(() => road.close());

const { lessons } = await readCourse(projectRoot);

for (const lesson of lessons) {
  test(`the exercises of ${lesson.slug} fail with their starters and pass with their solutions`, async () => {
    const problems = await proveExercises(lesson, projectRoot, road);
    assert.equal(problems.map(({ message }) => message).join("\n\n"), "");
  });
}

test("every exercise says how difficult it is", () => {
  const silent = lessons.flatMap(({ slug, notebook }) =>
    codeCells(notebook)
      .filter((cell) => hasTag(cell, "exercise"))
      .filter(({ metadata }) => metadata.interleave?.difficulty === undefined)
      .map(({ id }) => `${slug}, cell ${id}`),
  );
  assert.deepEqual(silent, []);
});

test("the exercises that npm run new makes are proven", async () => {
  const lesson = lessonOf("notebooks/99-new.ipynb", newNotebook(99, "New"));
  assert.deepEqual(await proveExercises(lesson, projectRoot, road), []);
});

test("a starter that passes, a solution that does not, and one that cannot run are found", async () => {
  const file = "scripts/testdata/lessons/unproven-exercises.ipynb";
  const lesson = lessonOf(file, await readNotebook(join(projectRoot, file), file));
  const problems = await proveExercises(lesson, projectRoot, road);
  const said = problems.map(
    ({ message }) => message.replace(/^.*ipynb, /, "").split(", it printed")[0],
  );
  const must = (sign: string, id: string) =>
    `the check of exercise ${id} must print a line that starts with "${sign} ${id} "`;
  assert.deepEqual(said, [
    `cell check-easy: with its starter, ${must("✗", "1.1")}`,
    `cell solution-hard: with its solution, ${must("✓", "1.2")}`,
    `cell solution-broken: with its solution, ${must("✓", "1.3")}`,
  ]);
});
