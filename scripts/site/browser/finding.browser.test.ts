import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import {
  axe,
  launch,
  serveFiles,
  skip,
  visit as visitPage,
  type Files,
  type SiteServer,
} from "../testing/browser.ts";
import { renderFirstLessons } from "../testing/course.ts";

const lesson = "02-async-and-await.html";
const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

describe("finding things, in a browser", { skip }, () => {
  let site: Files;
  let server: SiteServer;
  let browser: Browser;
  let folder: string;

  before(async () => {
    site = await renderFirstLessons();
    server = await serveFiles(site);
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "interleave-site-"));
    for (const [path, content] of site) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  });

  after(async () => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  const visit = async (
    path: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
    origin = `${server.origin}/`,
  ): Promise<void> =>
    await visitPage(browser, { viewport: desktop, ...options, origin, path }, look);

  const tip = (page: Page) => page.getByRole("tooltip");
  /** The name in a cell that is spelled so, once the page knows it. */
  const name = (page: Page, cell: string, word: string) =>
    page.locator(`#${cell} .name`, { hasText: new RegExp(`^${word}$`) }).first();
  const firstCell = "#imports .code .line";

  test("the types come when a pointer first meets code, and say what a name is", async () => {
    await visit(lesson, {}, async (page) => {
      assert.equal(await page.locator(".name").count(), 0);
      await page.locator(firstCell).first().hover();
      await name(page, "imports", "SimulatedClock").hover();
      await tip(page).getByText("class SimulatedClock").waitFor();
      assert.match((await tip(page).locator("p").textContent()) ?? "", /^\S.*\.$/);
      const id = await name(page, "imports", "SimulatedClock").getAttribute("aria-describedby");
      assert.equal(await tip(page).getAttribute("id"), id);
    });
  });

  test("what is said stays while the pointer is on it, goes with Escape, and when the pointer leaves", async () => {
    await visit(lesson, {}, async (page) => {
      await page.locator(firstCell).first().hover();
      await name(page, "imports", "SimulatedClock").hover();
      await tip(page).waitFor();
      const box = await tip(page).boundingBox();
      assert.ok(box !== null);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
      // As long as it would take to go.
      await page.waitForTimeout(400);
      assert.ok(await tip(page).isVisible());
      await page.keyboard.press("Escape");
      await tip(page).waitFor({ state: "hidden" });
      await name(page, "imports", "SimulatedClock").hover();
      await tip(page).waitFor();
      await page.locator("h1").hover();
      await tip(page).waitFor({ state: "hidden" });
    });
  });

  test("by keyboard: Types lets Tab visit the names of a cell, Escape leaves them again", async () => {
    await visit(lesson, {}, async (page) => {
      const types = page.locator("#imports .types");
      await types.focus();
      await page.keyboard.press("Enter");
      await page.locator("#imports.shows-names").waitFor();
      await tip(page).waitFor();
      assert.equal(await types.getAttribute("aria-pressed"), "true");
      const first = await tip(page).textContent();
      await page.keyboard.press("Tab");
      await page.waitForFunction(
        `document.querySelector('[role=tooltip]').textContent !== ${JSON.stringify(first)}`,
      );
      assert.equal(await page.evaluate("document.activeElement.className"), "name");
      await page.keyboard.press("Escape");
      await tip(page).waitFor({ state: "hidden" });
      assert.equal(await page.evaluate("document.activeElement.className"), "name");
      await page.keyboard.press("Enter");
      await tip(page).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate("document.activeElement.textContent"), "Types");
      assert.equal(await page.locator("#imports .name[tabindex]").count(), 0);
    });
  });

  test("by touch: a tap on a name says what it is, a tap beside it is the end of it", async () => {
    await visit(lesson, { viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
      await page.locator(firstCell).first().tap();
      await name(page, "imports", "SimulatedClock").waitFor();
      await name(page, "imports", "SimulatedClock").tap();
      await tip(page).getByText("class SimulatedClock").waitFor();
      const box = await tip(page).boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.x + box.width <= phone.width);
      await page.locator("h1").tap();
      await tip(page).waitFor({ state: "hidden" });
    });
  });

  test("the marks around the names change nothing of the code", async () => {
    await visit(lesson, {}, async (page) => {
      const text = "[...document.querySelectorAll('.cell .code')].map((code) => code.textContent)";
      const before = await page.evaluate<string[]>(text);
      await page.locator("#imports .types").click();
      await page.locator("#imports.shows-names").waitFor();
      for (const cell of await page.locator(".cell .code").all())
        await cell.dispatchEvent("pointerover");
      assert.deepEqual(await page.evaluate(text), before);
      assert.ok((await page.locator(".name").count()) > 100);
    });
  });

  test("a cell's code is copied by its button, and who listens is told", async () => {
    const options = { permissions: ["clipboard-read", "clipboard-write"] };
    await visit(lesson, options, async (page) => {
      await page.locator("#imports .copy").click();
      await page.locator("#imports .copy", { hasText: "Copied" }).waitFor();
      await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
      const copied = await page.evaluate("navigator.clipboard.readText()");
      assert.equal(copied, await page.locator("#imports .code").textContent());
    });
  });

  test("the slash opens the search; it finds headings, code and names, and leads there by keys alone", async () => {
    await visit(lesson, {}, async (page) => {
      await page.keyboard.press("/");
      const dialog = page.getByRole("dialog", { name: "Search" });
      await dialog.waitFor();
      await page.keyboard.type("heartb");
      await dialog.locator("mark").first().waitFor();
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.evaluate("document.activeElement.localName"), "a");
      await page.keyboard.press("ArrowUp");
      assert.equal(await page.evaluate("document.activeElement.id"), "page.search");
      const href = await dialog.locator(".search-results a").first().getAttribute("href");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/${href}`);
    });
  });

  test("what is found on the same page closes the dialog; Escape gives the focus back", async () => {
    await visit(lesson, {}, async (page) => {
      await page.locator(".open-search").focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Search" });
      await dialog.waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      assert.equal(await page.evaluate("document.activeElement.className"), "open-search");
      await page.keyboard.press("/");
      await page.keyboard.type("SimulatedClock");
      const here = dialog.locator(`a[href^="${lesson}#"]`).first();
      await here.waitFor();
      await here.click();
      await dialog.waitFor({ state: "hidden" });
      assert.match(page.url(), /#/);
    });
  });

  test("a word that is nowhere, and a slip of the pen", async () => {
    await visit(lesson, {}, async (page) => {
      await page.locator(".open-search").click();
      const status = page.locator(".search-status");
      await page.keyboard.type("zzqy");
      await status.filter({ hasText: "Nothing has" }).waitFor();
      await page.locator(".search input").fill("heartbaet");
      await page.locator(".search-results mark").first().waitFor();
    });
  });

  test("the question mark shows the keys; they can be switched off, and typing is never taken for a key", async () => {
    await visit(lesson, {}, async (page) => {
      await page.keyboard.press("?");
      const keys = page.getByRole("dialog", { name: "Keys" });
      await keys.waitFor();
      await keys.getByRole("checkbox").press("Space");
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.keyboard.press("?");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.locator(".open-keys").click();
      await keys.getByRole("checkbox").press("Space");
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.getByRole("dialog", { name: "Search" }).waitFor();
      await page.keyboard.type("a/b?");
      assert.equal(await page.locator(".search input").inputValue(), "a/b?");
    });
  });

  test("bare arrow keys scroll: no key of theirs is taken while nothing is open", async () => {
    await visit(lesson, {}, async (page) => {
      await page.evaluate(
        "self.taken = []; document.addEventListener('keydown', (event) => { if (event.defaultPrevented) taken.push(event.key) })",
      );
      await page.locator("#imports .types").click();
      await page.locator("#imports.shows-names").waitFor();
      for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "Home"]) {
        await page.keyboard.press(key);
      }
      assert.deepEqual(await page.evaluate("taken"), []);
    });
  });

  test("a link to lines lights them while it is pointed at or has the focus, and when it is followed", async () => {
    await visit(lesson, {}, async (page) => {
      const link = page.locator('a.lines[href="#brew:9-10"]');
      const lit = async (): Promise<boolean> =>
        await page.evaluate(
          "getComputedStyle(document.getElementById('brew:9-10')).boxShadow !== 'none'",
        );
      assert.equal(await lit(), false);
      await link.hover();
      assert.equal(await lit(), true);
      await page.locator("h1").hover();
      assert.equal(await lit(), false);
      await link.focus();
      assert.equal(await lit(), true);
      await link.blur();
      await link.click();
      await page.mouse.move(0, 0);
      assert.equal(await lit(), true);
    });
  });

  test("without JavaScript a followed link lights exactly its lines", async () => {
    await visit(`${lesson}#brew:9-10`, { javaScriptEnabled: false }, async (page) => {
      const boxes = `[document.getElementById("brew:9-10"), ...document.querySelectorAll("#brew .line")].map((e) => {
        const { top, bottom, width } = e.getBoundingClientRect();
        return { top, bottom, width };
      })`;
      const [spot, ...lines] =
        await page.evaluate<{ top: number; bottom: number; width: number }[]>(boxes);
      const lit = lines.flatMap(({ top, bottom }, index) => {
        const middle = (top + bottom) / 2;
        return spot && spot.top < middle && middle < spot.bottom ? [index + 1] : [];
      });
      assert.deepEqual(lit, [9, 10]);
      assert.ok(spot && spot.width > 300);
    });
  });

  test("what the script adds moves nothing on the page", async () => {
    await visit(lesson, { viewport: phone }, async (page) => {
      await page.locator(".cell-tools").last().waitFor({ state: "attached" });
      const heights =
        "JSON.stringify([...document.querySelectorAll('.cell-bar')].map((e) => e.offsetHeight))";
      const withTools = await page.evaluate(heights);
      await page.evaluate("document.querySelectorAll('.cell-tools').forEach((e) => e.remove())");
      assert.equal(await page.evaluate(heights), withTools);
    });
  });

  test("a page opened from a disk searches, says types and switches its colours", async () => {
    const origin = `${pathToFileURL(folder).href}/`;
    const look = async (page: Page): Promise<void> => {
      await page.locator(firstCell).first().hover();
      await name(page, "imports", "SimulatedClock").hover();
      await tip(page).getByText("class SimulatedClock").waitFor();
      await page.locator(".theme-switch input[value=dark]").check({ force: true });
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
      await page.keyboard.press("Tab");
      await page.locator(".open-search").click();
      await page.keyboard.type("All the making");
      await page.locator(".search-results a[href^='01-']").first().click();
      await page.waitForURL(/01-all-the-making/);
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    };
    await visit(lesson, {}, look, origin);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [phone, desktop]) {
      test(`axe finds nothing with panels open, ${colorScheme}, ${viewport.width} px wide`, async () => {
        await visit(lesson, { viewport, colorScheme, bypassCSP: true }, async (page) => {
          await page.locator("#imports .types").click();
          await tip(page).waitFor();
          assert.deepEqual(await axe(page), []);
          await page.keyboard.press("?");
          await page.getByRole("dialog", { name: "Keys" }).waitFor();
          assert.deepEqual(await axe(page), []);
          await page.keyboard.press("Escape");
          await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
          await page.keyboard.press("/");
          await page.getByRole("dialog", { name: "Search" }).waitFor();
          await page.keyboard.type("clock");
          await page.locator(".search-results mark").first().waitFor();
          assert.deepEqual(await axe(page), []);
          const width = await page.evaluate("document.documentElement.scrollWidth");
          assert.equal(width, viewport.width);
        });
      });
    }
  }
});
