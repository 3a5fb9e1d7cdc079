import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { workerPath } from "../offline/manifest.ts";
import { launch, serveFiles, skip, type Files, type SiteServer } from "../testing/browser.ts";
import { renderFirstLessons } from "../testing/course.ts";

const lesson = "02-async-and-await.html";
const ready =
  "navigator.serviceWorker.ready.then((r) => r.active.state === 'activated' || new Promise((done) => r.active.addEventListener('statechange', () => done(true), { once: true })))";

describe("without a network, in a browser", { skip }, () => {
  let first: Files;
  let second: Files;
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    first = await renderFirstLessons();
    second = await renderFirstLessons({ hints: () => ["A hint that the first version had not."] });
    server = await serveFiles(first);
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  /** A reader who has opened one page of the first version, and whose browser has kept the site. */
  async function visited(
    look: (page: Page, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    server.replace(first);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    await page.evaluate(ready);
    await look(page, context);
    await context.close();
  }

  test("after the first visit the whole course is there: pages, types, search", async () => {
    await visited(async (page, context) => {
      await context.setOffline(true);
      server.replace(new Map());
      await page.goto(`${server.origin}/${lesson}`);
      await page.locator("#imports .types").click();
      await page.getByRole("tooltip").waitFor();
      await page.keyboard.press("/");
      await page.getByRole("dialog", { name: "Search" }).waitFor();
      await page.keyboard.type("heartbeat");
      await page.locator(".search-results a[href^='01-']").first().click();
      await page.waitForURL(/01-all/);
      assert.ok(await page.locator("h1").isVisible());
      // As a host with short addresses, or a folder, would be asked.
      await page.goto(`${server.origin}/glossary?from=here`);
      assert.match(await page.title(), /^Glossary/);
      await page.goto(`${server.origin}/`);
      assert.ok(await page.locator("h1").isVisible());
    });
  });

  test("a newer version is offered when it is complete, and used whole when the reader asks for it", async () => {
    await visited(async (page) => {
      await page.goto(`${server.origin}/${lesson}`);
      const hint = page.getByText("A hint that the first version had not.").first();
      assert.equal(await hint.count(), 0);
      server.replace(second);
      // The next page still is of the old version, as is all it loads.
      await page.reload();
      assert.equal(await hint.count(), 0);
      const button = page.getByRole("button", { name: "Show it" });
      await button.waitFor();
      await button.click();
      await hint.waitFor({ state: "attached" });
      const names = await page.evaluate<string[]>("caches.keys()");
      assert.equal(names.length, 1);
    });
  });

  test("a host that is half updated is never kept: the old version stays, whole", async () => {
    await visited(async (page) => {
      await page.goto(`${server.origin}/${lesson}`);
      // The new worker is there already, the new pages are not.
      server.replace(new Map([...first, [workerPath, second.get(workerPath) ?? ""]]));
      const failed = await page.evaluate<string>(
        `navigator.serviceWorker.getRegistration().then((r) => new Promise((done) => {
          r.addEventListener("updatefound", () => {
            const { installing } = r;
            installing.addEventListener("statechange", () => done(installing.state));
          });
          void r.update().catch(() => undefined);
        }))`,
      );
      assert.equal(failed, "redundant");
      assert.equal((await page.evaluate<string[]>("caches.keys()")).length, 1);
      await page.reload();
      assert.ok(await page.locator("h1").isVisible());
      assert.equal(await page.locator(".newer").count(), 0);
    });
  });
});
