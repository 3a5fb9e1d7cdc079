/** Every cell of every lesson gives in the page what it gives in the kernel. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readCourse } from "../../lesson/course.ts";
import { projectRoot } from "../../lesson/testing.ts";
import { keepIn } from "../../site/keep/keep.ts";
import { liveScripts } from "../../site/scripts.ts";
import { skip } from "../../site/testing/browser.ts";
import { differencesInLesson } from "./testing/lesson-cells.ts";
import { EnginePages } from "./testing/page.ts";

const { lessons, pages } = await readCourse(projectRoot);
const all = [...lessons, ...pages];

/**
 * Kilobytes, gz, that the run of a lesson's first cell may load: the aim is 40. What it needs further down, the library above all, comes when a
 * cell needs it.
 */
const mostOfFirstRun = 48;

const gzipped = (content = ""): number => gzipSync(content, { level: 9 }).length;

describe("lessons in the page", { skip }, () => {
  let browser: EnginePages;
  /** What the page's own side of a first run weighs: here it is a part of the harness. */
  let session = 0;
  before(async () => {
    const scripts = new Map(await liveScripts(keepIn(projectRoot)));
    session = gzipped(scripts.get("assets/live/session.js"));
    browser = await EnginePages.open(all);
  });
  after(async () => {
    await browser.close();
  });

  for (const lesson of all) {
    test(`${lesson.slug}: every cell gives what it gives in the kernel`, async () => {
      const page = await browser.page(lesson.slug);
      const weights: number[] = [];
      const run: typeof page.run = async (cellId) => {
        const ran = await page.run(cellId);
        const files = page.loaded.map((path) => browser.files.get(path));
        if (weights.length > 0) return ran;
        weights.push(files.reduce((sum, content) => sum + gzipped(content), session));
        return ran;
      };
      try {
        assert.deepEqual(await differencesInLesson(lesson, run), []);
        const [first = NaN] = weights;
        const most = lessons.includes(lesson) ? mostOfFirstRun * 1024 : Infinity;
        assert.ok(first <= most, `the first Run may add ${most} bytes, gz; it added ${first}`);
      } finally {
        await page.close();
      }
    });
  }
});
