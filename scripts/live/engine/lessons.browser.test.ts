/**
 * Every cell of every lesson gives in the page what it gives in the kernel: what the notebooks hold, which `npm run check`
 * compares with the kernel's, byte for byte.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { canonicalOutputs } from "../../lesson/canonical-output.ts";
import { readCourse } from "../../lesson/course.ts";
import { codeCells, hasTag } from "../../lesson/notebook.ts";
import { projectRoot } from "../../lesson/testing.ts";
import type { Output } from "../../kernel/output.ts";
import { skip } from "../../site/testing/browser.ts";
import { EnginePages } from "./testing/page.ts";

/** What is not the same, and why: nothing, for now. */
const unequal: ReadonlySet<string> = new Set<string>();

const { lessons, pages } = await readCourse(projectRoot);
const all = [...lessons, ...pages];

const seen = (outputs: readonly Output[]): unknown => canonicalOutputs(outputs, projectRoot);

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
      const cells = codeCells(lesson.notebook);
      const page = await browser.page(lesson.slug);
      const differences: unknown[] = [];
      try {
        for (const cell of cells) {
          if (hasTag(cell, "node-only")) continue;
          const { done, outputs } = await page.run(cell.id);
          const [here, there] = hasTag(cell, "real-time")
            ? [done.status, "ok"]
            : [seen(outputs), seen(cell.outputs)];
          if (unequal.has(`${lesson.slug}/${cell.id}`)) {
            assert.notDeepEqual(here, there, `${cell.id} is the same now: take it off the list`);
          } else if (!isDeepStrictEqual(here, there))
            differences.push({ cell: cell.id, here, there });
        }
        assert.deepEqual(differences, []);
      } finally {
        await page.close();
      }
    });
  }
});
