/** Cells made to be difficult give in the page what they gave on the real kernel, through Jupyter's own client. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FastRoad } from "../../kernel/fast/fast-road.ts";
import type { Output } from "../../kernel/output.ts";
import { readCourse } from "../../lesson/course.ts";
import { codeCells, hasTag } from "../../lesson/notebook.ts";
import { defaultLimits } from "../../lesson/limits.ts";
import { code, lesson, projectRoot } from "../../lesson/testing.ts";
import { skip } from "../../site/testing/browser.ts";
import { EnginePages, type EnginePage } from "./testing/page.ts";
import { differencesInGroup, needsNode, recorded, trickyGroups } from "./testing/tricky.ts";

/** What is not the same, by group and number of the cell, and why. */
const unequal: Readonly<Record<string, string>> = {
  "errors 16": "the engines of this Node and of newer browsers word this error differently",
  "inspect 37": "nothing but the engine can look at what an iterator of a Map or a Set will give",
};

const groups = await trickyGroups();
const record = await recorded();
const free = lesson(code("free", "1"));
test("there are at least 250; of them and the cells of the lessons, at least 99.5 % are equal", async () => {
  const count = groups.reduce((sum, { sources }) => sum + sources.length, 0);
  const recordedCount = Object.values(record.groups).flat().length;
  assert.ok(count >= 250 && count === recordedCount, `${count} cells, ${recordedCount} recorded`);
  // Those of the lessons are all equal: lessons.browser.test.ts.
  const { lessons } = await readCourse(projectRoot);
  const inPage = lessons
    .flatMap(({ notebook }) => codeCells(notebook))
    .filter((cell) => {
      return !hasTag(cell, "node-only");
    });
  const runnable = count - needsNode.size + inPage.length;
  console.log(`${count} tricky cells, ${inPage.length} cells of lessons`);
  assert.ok(Object.keys(unequal).length <= runnable * 0.005);
});

describe(`tricky cells in the page, as in ${record.kernel}`, { skip }, () => {
  let browser: EnginePages;
  let page: EnginePage;
  before(async () => {
    browser = await EnginePages.open([free]);
    page = await browser.page(free.slug);
  });
  after(async () => await browser.close());

  for (const group of groups) {
    test(group.name, async () => {
      await page.page.evaluate(`harness.engine("engine").restart()`);
      const run = async (source: string): Promise<readonly Output[]> =>
        (await page.run("free", source)).outputs;
      assert.deepEqual(await differencesInGroup(group, record, unequal, run), []);
    });
  }
});

test("the road of the build gives what was recorded, too: one group stands for all", async () => {
  const group = groups.find(({ name }) => name === "redeclaration");
  assert.ok(group);
  const { memoryMb } = defaultLimits;
  const road = new FastRoad();
  const { sources } = group;
  const kernel = await road.open({
    cwd: `${projectRoot}/notebooks`,
    memoryMb,
    sources: [...sources],
  });
  try {
    const run = async (source: string): Promise<readonly Output[]> =>
      (await kernel.execute(source)).outputs;
    assert.deepEqual(await differencesInGroup(group, record, unequal, run), []);
  } finally {
    await kernel.shutdown();
    await road.close();
  }
});
