import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { renderSite } from "./site.ts";
import {
  axe,
  launch,
  serveFiles,
  skip,
  visit as visitPage,
  type SiteServer,
} from "./testing/browser.ts";
import { hostileLesson } from "./testing/hostile.ts";
import { entryOf } from "./testing/notebooks.ts";
import { sampleReference } from "./testing/reference.ts";
import { sampleCourse, sampleMap } from "./testing/sample.ts";

/** Scripts for the page are strings: this program's types know no DOM. */
const sample = "05-three-producers.html";
const paths = [
  "index.html",
  sample,
  "asyncio.html",
  "reference.html",
  "glossary.html",
  "teaching.html",
  "404.html",
];

describe("in a browser", { skip }, () => {
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    const { lessons, course } = sampleCourse();
    const hostile = hostileLesson();
    const site = await renderSite([...lessons, hostile], [...course, entryOf(hostile)], {
      pages: [sampleMap()],
      reference: sampleReference(),
    });
    server = await serveFiles(site);
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  const visit = async (
    path: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const origin = `${server.origin}/`;
    await visitPage(browser, { ...options, origin, path, harmless: /404/ }, look);
  };

  for (const path of paths) {
    for (const width of [320, 360, 1280, 3840]) {
      test(`${path} is readable without JavaScript, ${width} px wide, and only boxes scroll sideways`, async () => {
        const options = { viewport: { width, height: 800 }, javaScriptEnabled: false };
        await visit(path, options, async (page) => {
          assert.ok(await page.locator("h1").isVisible());
          assert.equal(await page.locator(".theme-switch").isVisible(), false);
          const main = await page.locator("main").boundingBox();
          assert.ok(main !== null && main.width <= width);
          assert.equal(await scrollWidth(page), width);
        });
      });
    }

    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [360, 1280]) {
        test(`axe finds nothing in ${path}, ${colorScheme}, ${width} px wide, folds open and closed`, async () => {
          const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
          await visit(path, options, async (page) => {
            assert.deepEqual(await axe(page), []);
            await page.evaluate(
              "document.querySelectorAll('details').forEach((d) => { d.open = true })",
            );
            assert.deepEqual(await axe(page), []);
            assert.equal(await scrollWidth(page), width);
          });
        });
      }
    }
  }

  test("the theme is switched by keyboard, and kept for the next page", async () => {
    await visit("index.html", { colorScheme: "light" }, async (page) => {
      const background = (): Promise<string> =>
        page.evaluate("getComputedStyle(document.body).backgroundColor");
      const light = await background();
      await page.locator(".theme-switch input:checked").focus();
      await page.keyboard.press("ArrowLeft");
      const dark = await background();
      assert.notEqual(dark, light);
      await page.goto(`${server.origin}/${sample}`);
      assert.equal(await background(), dark);
      assert.equal(await page.locator(".theme-switch input:checked").inputValue(), "dark");
      await page.locator(".theme-switch input:checked").focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await background(), light);
    });
  });

  test("the first key leads past the header, and every block that scrolls takes focus", async () => {
    await visit(sample, { viewport: { width: 360, height: 800 } }, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.className"), "skip-link");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate("location.hash"), "#page.main");
      const unreachable = `[...document.querySelectorAll("main *")].filter((e) =>
        e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "auto" && e.tabIndex < 0
      ).map((e) => e.outerHTML.slice(0, 100))`;
      assert.deepEqual(await page.evaluate(unreachable), []);
    });
  });

  test("a cell's code is copied by its button", async () => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    await visit(sample, options, async (page) => {
      await page.locator("#guess .copy").click();
      await page.locator("#guess .copy", { hasText: "Copied" }).waitFor();
      assert.match(
        await page.evaluate("navigator.clipboard.readText()"),
        /^predict\("5\.a", null\);/,
      );
    });
  });

  test("a stranger's lesson runs nothing and stays in its boxes, even without the policy", async () => {
    await visit("09-hostile.html", { bypassCSP: true }, async (page) => {
      const protocols = "[...new Set([...document.links].map((link) => link.protocol))].sort()";
      assert.deepEqual(await page.evaluate(protocols), ["http:"]);
      const touch =
        "document.querySelectorAll(':not(a, a *, .site-header *, .site-footer *)').forEach((e) => { e.click?.(); e.focus?.() })";
      await page.evaluate(touch);
      assert.equal(await page.evaluate("typeof window.hacked"), "undefined");
      assert.deepEqual(await page.evaluate("[...document.body.children].map((e) => e.className)"), [
        "skip-link",
        "site-header",
        "page",
        "site-footer",
      ]);
      const strangers = `[...document.querySelectorAll("main *")].filter((e) =>
        [...e.attributes].some((a) => /^on|^style$|^srcdoc$/i.test(a.name)) ||
        /^(script|style|iframe|form|input|foreignobject|animate|set|base|meta|link)$/i.test(e.localName)
      ).map((e) => e.outerHTML)`;
      assert.deepEqual(await page.evaluate(strangers), []);
      assert.equal(await page.locator("main > .cell").count(), 3);
    });
  });
});

async function scrollWidth(page: Page): Promise<number> {
  return await page.evaluate("document.documentElement.scrollWidth");
}
