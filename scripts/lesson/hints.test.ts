import assert from "node:assert/strict";
import { test } from "node:test";
import { exerciseIds, readCourse } from "./course.ts";
import { readHints } from "./hints.ts";
import { projectRoot } from "./testing.ts";

test("every exercise of the course has three hints for its page", async () => {
  const [{ lessons }, hints] = await Promise.all([readCourse(projectRoot), readHints(projectRoot)]);
  const ids = lessons.flatMap(({ notebook }) => exerciseIds(notebook));
  assert.deepEqual(
    ids.filter((id) => hints(id).length !== 3),
    [],
  );
  assert.deepEqual(hints("99.9"), []);
});
