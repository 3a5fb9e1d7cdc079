import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import {
  axe,
  complaintsOf,
  launch,
  serveFiles,
  skip,
  visit as visitPage,
  type Files,
  type SiteServer,
  type Visit,
} from "../../site/testing/browser.ts";
import { liveLessonSite, slug } from "./testing/live-lesson.ts";

const lesson = `${slug}.html`;
const patience = 60_000;
/** The service worker is left out here; and what a stranger's markup would have done is refused twice. */
const harmless = /Service Worker registration blocked|inline (?:style|event handler) violates/;

describe("the live cells of a page", { skip }, () => {
  let site: Files;
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    site = await liveLessonSite();
    server = await serveFiles(site);
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  const visit = async (
    look: (page: Page) => Promise<void>,
    options: Partial<Visit> = {},
  ): Promise<void> => {
    const origin = `${server.origin}/`;
    const usual = { origin, path: lesson, patience, harmless, serviceWorkers: "block" } as const;
    await visitPage(browser, { ...usual, ...options }, look);
  };

  const cell = (page: Page, id: string): Locator => page.locator(`[data-cell-id="${id}"]`);
  const action = (page: Page, id: string, name: string): Locator =>
    cell(page, id).locator(`[data-action="${name}"]`);
  const output = (page: Page, id: string): Locator => cell(page, id).locator("[data-output]");
  const inState = async (page: Page, id: string, state: string): Promise<void> =>
    await page.locator(`[data-cell-id="${id}"][data-state="${state}"]`).waitFor();
  const said = (page: Page): Locator => page.locator('[id="page.said"]');
  const run = async (page: Page, id: string, state = "done"): Promise<void> => {
    await action(page, id, "run").click();
    await inState(page, id, state);
  };

  test("a cell that is run first runs what stands above it, and shows its output and its number", async () => {
    await visit(async (page) => {
      await page.evaluate(
        "document.querySelectorAll('[data-output]').forEach((one) => one.replaceChildren())",
      );
      await run(page, "double");
      assert.equal((await output(page, "double").textContent())?.trim(), "twice: 40");
      assert.equal((await output(page, "base").textContent())?.trim(), "20");
      assert.match(
        (await cell(page, "double").locator(".cell-number").textContent()) ?? "",
        /\[5\]/,
      );
      assert.equal(await cell(page, "endless").getAttribute("data-state"), "idle");
    });
  });

  test("a cell that cannot run in a page has no buttons", async () => {
    await visit(async (page) => {
      assert.equal(await cell(page, "node").locator("[data-action]").count(), 0);
      assert.equal(await action(page, "imports", "run-above").count(), 0);
    });
  });

  test("an endless loop is stopped by its button, which takes the place of Run and keeps the focus", async () => {
    await visit(async (page) => {
      await run(page, "double");
      await action(page, "endless", "run").click();
      await inState(page, "endless", "running");
      await action(page, "last", "run").click();
      await inState(page, "last", "queued");
      await action(page, "endless", "stop").click();
      await inState(page, "endless", "stopped");
      await inState(page, "last", "idle");
      await run(page, "double");
      assert.equal((await output(page, "double").textContent())?.trim(), "twice: 40");
    });
  });

  test("much output is folded, held back, and comes by its button", async () => {
    await visit(async (page) => {
      await run(page, "base");
      await run(page, "flood");
      const held = output(page, "flood").locator(".held");
      const more = held.getByRole("button", { name: /Show more/ });
      assert.match((await output(page, "flood").textContent()) ?? "", /more lines/);
      await more.click();
      await held.locator("pre").waitFor();
      assert.match((await held.locator("pre").textContent()) ?? "", /line 1\d{4}/);
    });
  });

  test("an error is shown and said, and its line is marked", async () => {
    await visit(async (page) => {
      await run(page, "fails", "failed");
      assert.match(
        (await output(page, "fails").textContent()) ?? "",
        /so far[\s\S]*RangeError: no room/,
      );
      await said(page).getByText("failed").waitFor({ state: "attached" });
      const marked = cell(page, "fails").locator(".line[data-error]");
      assert.deepEqual(await marked.allTextContents(), ['throw new RangeError("no room");']);
    });
  });

  test("figures and HTML are shown without what could act; a table is a table", async () => {
    await visit(async (page) => {
      await run(page, "table");
      await output(page, "table").getByRole("cell", { name: "2" }).waitFor();
      await run(page, "figure");
      await output(page, "figure").getByRole("img", { name: "Box" }).waitFor();
      assert.equal(await output(page, "figure").locator("b").textContent(), "bold");
      assert.equal(
        await output(page, "figure")
          .locator("script, style, form, input, [onclick], [onload]")
          .count(),
        0,
      );
      assert.equal(await page.evaluate("typeof hacked"), "undefined");
    });
  });

  test("Restart forgets the variables and says which outputs are from before", async () => {
    await visit(async (page) => {
      await run(page, "double");
      await page.locator('[data-action="restart"]').click();
      await inState(page, "double", "stale");
      await said(page).getByText("forgotten").waitFor({ state: "attached" });
      await run(page, "base");
      assert.match((await cell(page, "base").locator(".cell-number").textContent()) ?? "", /\[4\]/);
    });
  });

  test("Run all goes down to the first cell that does not end", async () => {
    await visit(async (page) => {
      await page.locator('[data-action="run-all"]').click();
      await inState(page, "endless", "running");
      assert.equal(await cell(page, "last").getAttribute("data-state"), "queued");
      await action(page, "endless", "stop").click();
      await inState(page, "last", "idle");
    });
  });

  test("a check that passes solves its exercise, here and on the course map", async () => {
    await visit(async (page) => {
      await run(page, "start-check");
      assert.match((await output(page, "start-check").textContent()) ?? "", /✓ 1\.3/);
      assert.equal(await page.locator("[data-solved]").count(), 2);
      await page.goto(`${server.origin}/index.html`);
      const state = page.locator("[data-progress]");
      assert.match((await state.textContent()) ?? "", /cells run, all exercises solved/);
    });
  });

  test("a result stays covered until a prediction is made, or the reader wants to see it anyway", async () => {
    await visit(async (page) => {
      assert.equal(await output(page, "told").locator("pre").isVisible(), false);
      assert.equal(await output(page, "base").locator("pre").isVisible(), true);
      await cell(page, "told").getByRole("button", { name: "Show it anyway" }).click();
      assert.equal(await output(page, "told").locator("pre").isVisible(), true);
      await page.reload();
      assert.equal(await output(page, "told").locator("pre").isVisible(), true);
    });
  });

  test("keys do what the buttons do: Shift+Enter runs and goes on, Ctrl+Enter stays", async () => {
    await visit(async (page) => {
      await cell(page, "base").locator("pre.code").focus();
      await page.keyboard.press("Control+Enter");
      await inState(page, "base", "done");
      assert.equal(await page.evaluate("document.activeElement.closest('.cell').id"), "base");
      await page.keyboard.press("Shift+Enter");
      await inState(page, "base", "done");
      await page.waitForFunction("document.activeElement.closest('.cell')?.id === 'double'");
    });
  });

  const editor = (page: Page, id: string): Locator => cell(page, id).locator(".cm-content");
  const edit = async (page: Page, id: string): Promise<void> => {
    if (await editor(page, id).isHidden()) await cell(page, id).locator("pre.code").click();
    await editor(page, id).click();
    await page.keyboard.press("Control+End");
  };

  describe("with the compiler, which is loaded once", () => {
    let context: BrowserContext;
    let opened: Page | undefined;
    let complaints: readonly string[] = [];
    const editing = async (): Promise<Page> => {
      if (opened !== undefined) {
        const reset = action(opened, "base", "reset");
        if (await reset.isVisible()) await reset.click();
        return opened;
      }
      context = await browser.newContext({ serviceWorkers: "block" });
      context.setDefaultTimeout(patience);
      opened = await context.newPage();
      complaints = complaintsOf(opened, server.origin);
      await opened.goto(`${server.origin}/${lesson}`);
      return opened;
    };
    after(async () => {
      await context.close();
      assert.deepEqual(
        complaints.filter((one) => !harmless.test(one)),
        [],
      );
    });

    test("an edited cell runs with its new text, those below are out of date, and Reset brings the author's back", async () => {
      const page = await editing();
      await run(page, "double");
      await edit(page, "base");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("let base = 21;");
      await inState(page, "base", "stale");
      await inState(page, "double", "stale");
      await page.keyboard.press("Control+Enter");
      await inState(page, "base", "done");
      await inState(page, "double", "stale");
      await run(page, "double");
      assert.equal((await output(page, "double").textContent())?.trim(), "twice: 42");
      await action(page, "base", "reset").click();
      assert.match((await editor(page, "base").innerText()) ?? "", /let base = 20;/);
      await inState(page, "double", "stale");
    });

    test("a type error is underlined while it is written, and its line is marked when it runs", async () => {
      const page = await editing();
      await edit(page, "base");
      await page.keyboard.type("\nconst wrong: string = base;");
      await cell(page, "base").locator(".cm-lintRange-error").waitFor();
      await page.keyboard.press("Control+Enter");
      await inState(page, "base", "failed");
      assert.match(
        (await cell(page, "base").locator(".cm-line[data-error]").innerText()) ?? "",
        /const wrong/,
      );
    });

    test("names are completed and explained by the compiler", async () => {
      const page = await editing();
      await edit(page, "base");
      await page.keyboard.type("\nconsole.er");
      await cell(page, "base")
        .locator(".cm-tooltip-autocomplete")
        .getByText("error", { exact: true })
        .click();
      assert.match(await editor(page, "base").innerText(), /console\.error$/);
      const place = { position: { x: 58, y: 10 } };
      await cell(page, "base").locator(".cm-line", { hasText: "let base" }).hover(place);
      await cell(page, "base").locator(".told").getByText("let base: number").waitFor();
    });

    test("a prediction in its field is written into the cell, kept, and uncovers the result", async () => {
      const page = await editing();
      await cell(page, "guess").getByRole("textbox").fill("3");
      await cell(page, "guess").getByRole("button", { name: "Keep my answer" }).click();
      await inState(page, "guess", "done");
      assert.match(
        (await output(page, "guess").textContent()) ?? "",
        /Prediction 9\.a: 3\. Now run/,
      );
      assert.equal(await output(page, "told").locator("pre").isVisible(), true);
      await run(page, "told");
      assert.match((await output(page, "told").textContent()) ?? "", /They differ/);
      await page.reload();
      assert.equal(await cell(page, "guess").getByRole("textbox").first().inputValue(), "3");
    });
  });

  test("Tab indents in the editor, and Escape, then Tab leaves it; the label says so", async () => {
    await visit(async (page) => {
      await cell(page, "base").locator("pre.code").focus();
      await page.keyboard.press("Enter");
      await editor(page, "base").waitFor();
      assert.match(
        (await editor(page, "base").getAttribute("aria-label")) ?? "",
        /Escape, then Tab/,
      );
      await page.keyboard.press("Tab");
      assert.match(await editor(page, "base").innerText(), /^  let base/);
      await page.keyboard.press("Control+Z");
      assert.match(await editor(page, "base").innerText(), /^let base/);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.closest('.cell-editor')"), null);
      await editor(page, "base").click();
      await page.keyboard.type("/?");
      assert.equal(await page.locator("dialog[open]").count(), 0);
    });
  });

  test("what was changed is there after a reload; when the lesson has changed since, the reader sees both and chooses", async () => {
    await visit(async (page) => {
      await edit(page, "base");
      await page.keyboard.type("\n// mine");
      await page.reload();
      await editor(page, "base").waitFor();
      assert.match(await editor(page, "base").innerText(), /\/\/ mine/);
      await page.evaluate(`for (const key of Object.keys(localStorage)) {
        const text = localStorage.getItem(key) ?? "";
        if (key.startsWith("interleave.lesson")) localStorage.setItem(key, text.replaceAll('"author":"let base = 20', '"author":"let base = 19'));
      }`);
      await page.reload();
      const choice = cell(page, "base")
        .getByRole("group", { name: /Your version/ })
        .first();
      await choice.waitFor();
      assert.match((await choice.textContent()) ?? "", /\/\/ mine/);
      assert.doesNotMatch(
        (await cell(page, "base").locator("pre.code").textContent()) ?? "",
        /mine/,
      );
      await choice.getByRole("button", { name: "Use my version" }).click();
      await page.waitForFunction(
        "Object.values(localStorage).some((text) => text.includes('author\":\"let base = 20'))",
      );
      await page.reload();
      await editor(page, "base").waitFor();
      assert.match(await editor(page, "base").innerText(), /\/\/ mine/);
    });
  });

  test("progress is saved as a file, a bad file is refused and changes nothing, a good one is loaded", async () => {
    await visit(
      async (page) => {
        const kept = "JSON.stringify(Object.entries(localStorage))";
        await page.evaluate(`localStorage.setItem("interleave.lesson.${slug}", JSON.stringify(
          { read: true, ran: ["base"], solved: ["1.3"], answers: {}, edits: {} }))`);
        await page.reload();
        await page.locator(".open-progress").click();
        const panel = page.getByRole("dialog");
        const download = page.waitForEvent("download");
        await panel.getByRole("button", { name: "Save as a file" }).click();
        const file = await (await download).path();
        const before = await page.evaluate(kept);
        const choose = async (name: string, text: string): Promise<void> =>
          await panel
            .locator("input")
            .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
        await choose("bad.json", '{"format":"other"}');
        await panel.getByText(/was not loaded, and nothing was changed/).waitFor();
        assert.equal(await page.evaluate(kept), before);
        await panel.getByRole("button", { name: "Forget everything" }).click();
        await panel.getByRole("button", { name: "Forget everything, for good" }).click();
        assert.equal(await page.locator("[data-progress]").isVisible(), false);
        await panel.locator("input").setInputFiles(file);
        await panel.getByText("Loaded: 1 lesson.").waitFor();
        assert.match(
          (await page.locator("[data-progress]").textContent()) ?? "",
          /read, 1 cell run, all exercises solved/,
        );
      },
      { path: "index.html", acceptDownloads: true },
    );
  });

  test("a page that may store nothing works all the same", async () => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    await context.addInitScript(
      "Object.defineProperty(self, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    );
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(`${server.origin}/${lesson}`);
    await run(page, "double");
    assert.equal((await output(page, "double").textContent())?.trim(), "twice: 40");
    await context.close();
  });

  /** Runs a cell as it stands, then with another text, then a check. */
  async function usesCells(page: Page): Promise<void> {
    await run(page, "double");
    assert.equal((await output(page, "double").textContent())?.trim(), "twice: 40");
    await action(page, "base", "edit").click();
    await cell(page, "base").getByRole("textbox").press("Control+End");
    await page.keyboard.type("\nbase + 1;");
    await run(page, "base");
    await output(page, "base").getByText("21").waitFor();
    await run(page, "start-check");
    await output(page, "start-check").getByText("✓ 1.3").waitFor();
  }

  test("from a disk, out of the zip, cells run, are edited and are checked", async () => {
    const folder = await mkdtemp(join(tmpdir(), "interleave-disk-"));
    for (const [path, content] of site) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const context = await browser.newContext();
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, lesson)).href);
    await usesCells(page);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("after the first visit they do so without a network", async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(`${server.origin}/${lesson}`);
    await page.evaluate(
      "navigator.serviceWorker.ready.then((r) => r.active.state === 'activated' || new Promise((done) => r.active.addEventListener('statechange', done, { once: true })).then(() => true))",
    );
    await context.setOffline(true);
    server.replace(new Map());
    try {
      await page.goto(`${server.origin}/${lesson}`);
      await usesCells(page);
    } finally {
      server.replace(site);
      await context.close();
    }
  });

  test("without scripts the page has none of it", async () => {
    await visit(
      async (page) => {
        assert.equal(await page.locator(".cell button").count(), 0);
        assert.equal(await page.locator(".live-bar").isVisible(), false);
        assert.equal(await output(page, "told").locator("pre").isVisible(), true);
      },
      { javaScriptEnabled: false },
    );
  });

  test("a page loads at most 8 KB of script, the first Run at most 48 KB, and with the first edit all is at most 1.0 MB", async () => {
    const loaded: string[] = [];
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname.slice(1)));
    await page.goto(`${server.origin}/${lesson}`);
    const weight = (): number =>
      loaded
        .filter((path) => path.endsWith(".js") && path !== "service-worker.js")
        .reduce((sum, path) => sum + gzipSync(site.get(path) ?? "", { level: 9 }).length, 0);
    const before = weight();
    await run(page, "base");
    const first = weight() - before;
    await action(page, "base", "edit").click();
    const editor = cell(page, "base").getByRole("textbox");
    await editor.press("Control+End");
    await editor.pressSequentially("\nbase + 1;");
    await run(page, "base");
    assert.match((await output(page, "base").textContent()) ?? "", /21/);
    console.log(`page load ${before}, first Run ${first}, first edit ${weight()} bytes, gz`);
    assert.ok(before <= 8 * 1024, `${before} bytes`);
    assert.ok(first <= 48 * 1024, `${first} bytes`);
    assert.ok(weight() <= 1024 * 1024, `${weight()} bytes`);
    await context.close();
  });

  for (const [colorScheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    test(`nobody is shut out, ${colorScheme}, ${width} px`, async () => {
      const look = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
      await visit(async (page) => {
        await run(page, "double");
        assert.deepEqual(await axe(page), []);
        const scroll = "document.documentElement.scrollWidth <= innerWidth";
        assert.equal(await page.evaluate(scroll), true);
      }, look);
    });
  }
});
