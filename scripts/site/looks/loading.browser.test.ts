import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { courseEntry, readCourse } from "../../lesson/course.ts";
import { readHints } from "../../lesson/hints.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { renderSite } from "../site.ts";
import { launch, serveFiles, skip, type SiteServer } from "../testing/browser.ts";
import { barePage, loadPage, type Loading } from "./page-load.ts";

/** What the pages of the course weigh, and how fast they are there. */
const root = join(import.meta.dirname, "../../..");
const { lessons } = await readCourse(root);
const files = await renderSite(lessons, lessons.map(courseEntry), { hints: await readHints(root) });
const kilobyte = 1024;

/** Lessons heavier than they should be, in kilobytes: their text alone weighs 12 to 14. No new one may join them. */
const heavy: Readonly<Record<number, number>> = { 4: 27, 5: 28.5, 6: 27.5 };
const mostOf = ({ number }: Lesson): number => (heavy[number] ?? 25) * kilobyte;

const gzipped = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length;

for (const lesson of lessons) {
  test(`lesson ${lesson.number} is light: page, styles and scripts, and all with figures and fonts`, () => {
    const page = String(files.get(`${lesson.slug}.html`));
    const loaded = [...page.matchAll(/(?:src|href)="(assets\/[\w.-]+\.(?:css|js))"/g)].map(
      ([, path = ""]) => path,
    );
    const shared = sum(loaded.map((path) => gzipped(files.get(path) ?? "")));
    const fonts = [...files].filter(([path]) => path.endsWith(".woff2"));
    const text = gzipped(page.replace(/<figure[\s\S]*?<\/figure>/g, "")) + shared;
    const everything = gzipped(page) + shared + sum(fonts.map(([, content]) => content.length));
    const most = mostOf(lesson);
    assert.ok(text <= most, `page, styles and scripts may be ${most} bytes, got ${text}`);
    assert.ok(everything <= 100 * kilobyte, `everything may be 100 KB, got ${everything}`);
  });
}

describe("loading", { skip }, () => {
  let server: SiteServer;
  let browser: Browser;
  const longest = [...lessons].sort((a, b) => b.minutes - a.minutes)[0] as Lesson;

  before(async () => {
    const bare = await barePage(longest);
    server = await serveFiles(new Map([...files, ["bare.html", bare]]));
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  const load = async (path: string, width = 360): Promise<Loading> =>
    await loadPage(browser, `${server.origin}/${path}`, width);

  for (const lesson of lessons) {
    test(`nothing moves while lesson ${lesson.number} loads and is scrolled`, async () => {
      // On a phone, or beside the outline, which follows the reader.
      const width = lesson.number % 2 === 0 ? 1280 : 360;
      assert.equal((await load(`${lesson.slug}.html`, width)).shift, 0);
    });
  }

  test("the longest lesson is there soon after the bare text of it would be, and keeps the page as free", async () => {
    const ours: Loading[] = [];
    const bare: Loading[] = [];
    // In turn, so that a busy machine is equally busy for both; the best of each, for the same reason.
    for (let round = 0; round < 5; round += 1) {
      ours.push(await load(`${longest.slug}.html`));
      bare.push(await load("bare.html"));
    }
    const best = (all: readonly Loading[], of: (one: Loading) => number): number =>
      Math.min(...all.map(of));
    const [content, bareContent] = [ours, bare].map((all) => best(all, (one) => one.contentMs));
    const [blocked, bareBlocked] = [ours, bare].map((all) => best(all, (one) => one.blockedMs));
    console.log(
      `largest content after ${content?.toFixed(0)} ms (bare ${bareContent?.toFixed(0)}), ` +
        `blocked for ${blocked?.toFixed(0)} ms (bare ${bareBlocked?.toFixed(0)})`,
    );
    // Printed to be compared; asserted is only what would be felt on a machine that six people share.
    assert.ok((content ?? 0) <= 4 * (bareContent ?? 0) + 1000);
    assert.ok((blocked ?? 0) <= (bareBlocked ?? 0) + 250);
  });
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
