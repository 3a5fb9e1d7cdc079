/** Every cell of every lesson gives in the page what it gives in the kernel. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FastRoad } from "../../kernel/fast/fast-road.ts";
import { canonicalOutputs } from "../../lesson/canonical-output.ts";
import { readCourse } from "../../lesson/course.ts";
import { defaultLimits } from "../../lesson/execute.ts";
import { codeCells, hasTag } from "../../lesson/notebook.ts";
import { joinLines } from "../../lesson/mime.ts";
import { projectRoot } from "../../lesson/testing.ts";
import { skip } from "../../site/testing/browser.ts";
import { EnginePages } from "./testing/page.ts";

/** What cannot be the same, and why. */
const unequal: Readonly<Record<string, string>> = {
  "same-picture":
    "its tasks run outside of a loop (Trace.task): in Node AsyncLocalStorage carries who they are across awaits, in a page nothing does",
};

const { lessons, pages } = await readCourse(projectRoot);
const all = [...lessons, ...pages];

describe("lessons in the page", { skip }, () => {
  const road = new FastRoad();
  let browser: EnginePages;
  before(async () => {
    browser = await EnginePages.open(all);
  });
  after(async () => {
    await browser.close();
    await road.close();
  });

  for (const lesson of all) {
    test(`${lesson.slug}: every cell gives what it gives in the kernel`, async () => {
      const cells = codeCells(lesson.notebook);
      const sources = cells.map(({ source }) => joinLines(source));
      const { memoryMb } = defaultLimits;
      const kernel = await road.open({ cwd: `${projectRoot}/notebooks`, memoryMb, sources });
      const page = await browser.page(lesson.slug);
      try {
        for (const [i, cell] of cells.entries()) {
          const expected = await kernel.execute(sources[i] ?? "");
          if (hasTag(cell, "node-only")) continue;
          const { done, outputs } = await page.run(cell.id);
          assert.equal(done.status, expected.status, `${cell.id}: ${JSON.stringify(outputs)}`);
          if (hasTag(cell, "real-time") || cell.id in unequal) continue;
          const canonical = (given: readonly never[]): unknown =>
            canonicalOutputs(given, projectRoot);
          assert.deepEqual(
            canonical(outputs as never),
            canonical(expected.outputs as never),
            cell.id,
          );
        }
      } finally {
        await page.close();
        await kernel.shutdown();
      }
    });
  }
});
