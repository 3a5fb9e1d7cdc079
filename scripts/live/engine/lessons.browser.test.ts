/** Every cell of every lesson gives in the page what it gives in the kernel. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readCourse } from "../../lesson/course.ts";
import { projectRoot } from "../../lesson/testing.ts";
import { skip } from "../../site/testing/browser.ts";
import { differencesInLesson } from "./testing/lesson-cells.ts";
import { EnginePages } from "./testing/page.ts";

const { lessons, pages } = await readCourse(projectRoot);
const all = [...lessons, ...pages];

describe("lessons in the page", { skip }, () => {
  let browser: EnginePages;
  before(async () => {
    browser = await EnginePages.open(all);
  });
  after(async () => {
    await browser.close();
  });

  for (const lesson of all) {
    test(`${lesson.slug}: every cell gives what it gives in the kernel`, async () => {
      const page = await browser.page(lesson.slug);
      try {
        assert.deepEqual(await differencesInLesson(lesson, (cellId) => page.run(cellId)), []);
      } finally {
        await page.close();
      }
    });
  }
});
