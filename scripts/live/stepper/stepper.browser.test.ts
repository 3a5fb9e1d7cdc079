import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page, Route } from "playwright-core";
import { courseEntry, readCourse } from "../../lesson/course.ts";
import { codeCells } from "../../lesson/notebook.ts";
import { keepIn, keepNothing } from "../../site/keep/keep.ts";
import { renderSite } from "../../site/site.ts";
import { rememberedSteps } from "../../site/steps/remembered-steps.ts";
import {
  axe,
  complaintsOf,
  launch,
  serveFiles,
  skip,
  visit as visitPage,
  type Files,
  type SiteServer,
} from "../../site/testing/browser.ts";
import { liveSite } from "../engine/build/files.ts";
import { unpacked, packed } from "./packed.ts";
import type { RecordedRun } from "./recorded.ts";

const path = "02-async-and-await.html";
const root = resolve(import.meta.dirname, "../../..");
const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

describe("the stepper, in a browser", { skip }, () => {
  let site: Files;
  let runs: readonly RecordedRun[];
  let textOf: (id: string) => string;
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    const { lessons } = await readCourse(root);
    const lesson = lessons.slice(1, 2);
    const steps = await rememberedSteps(lesson, root, keepNothing);
    runs = steps.get("02-async-and-await") ?? [];
    const cells = lesson.flatMap(({ notebook }) => codeCells(notebook));
    textOf = (id) => cells.find((cell) => cell.id === id)?.source ?? "";
    const live = await liveSite(root, lesson, { keep: keepIn(root) });
    site = await renderSite(lesson, lessons.map(courseEntry), { steps, live });
    server = await serveFiles(site);
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  // Without its worker: it would ask for every file of the course, and this site has one lesson.
  const visit = async (
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
    origin = `${server.origin}/`,
  ): Promise<void> => {
    const quiet = { serviceWorkers: "block", harmless: /service ?worker/i } as const;
    await visitPage(browser, { viewport: desktop, ...quiet, ...options, origin, path }, look);
  };

  const stepper = (page: Page) => page.locator("#picture .stepper");
  const event = async (page: Page) => await page.locator("#picture .stepper-event").textContent();
  const place = async (page: Page) => await page.locator("#picture .stepper-place").textContent();

  /** From now on the page's timers fire only when the test lets time pass. */
  async function stopTime(page: Page): Promise<void> {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(3_600_000);
  }

  async function opened(page: Page): Promise<void> {
    await page.locator("#picture .open-stepper").click();
    await stepper(page).waitFor();
  }

  test("nothing of it is loaded before a reader asks; then it stands at the first step, with the focus inside", async () => {
    await visit({}, async (page) => {
      assert.equal(await page.locator("script[src*=stepper], script[src*=steps]").count(), 0);
      await opened(page);
      const count = (runs[0]?.marks.length ?? 0) + (runs[0]?.records.length ?? 0);
      assert.equal(await place(page), `Step 1 of ${count}`);
      assert.equal(await page.evaluate("document.activeElement.title"), "One step forward");
    });
  });

  test("arrow keys, Home and End step, with Shift from event to event; outside the page keeps them", async () => {
    await visit({}, async (page) => {
      await opened(page);
      await page.keyboard.press("ArrowRight");
      assert.match((await place(page)) ?? "", /^Step 2 /);
      await page.keyboard.press("Shift+ArrowRight");
      assert.equal(await event(page), "0.00 s producer starts");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await event(page), "0.00 s producer is created");
      await page.keyboard.press("End");
      assert.equal(await event(page), "29.43 s consumer has returned");
      await page.keyboard.press("Home");
      assert.match((await place(page)) ?? "", /^Step 1 /);
      await page.locator("h1").click();
      await page.keyboard.press("ArrowRight");
      assert.match((await place(page)) ?? "", /^Step 1 /);
    });
  });

  test("the line that runs is marked in its cell and in the stepper, and the states, items and responses are shown", async () => {
    await visit({}, async (page) => {
      await opened(page);
      // The cell, created, starts, the arrow, three lines of generate; then the first item is made.
      for (let i = 0; i < 7; i += 1) await page.keyboard.press("ArrowRight");
      assert.equal(await event(page), "0.00 s producer makes item 1");
      const marked = page.locator("#generate .line[data-step=runs]");
      assert.match((await marked.textContent()) ?? "", /data\.push\(report\.generated\(index\)\)/);
      assert.equal(
        await page.locator(".stepper-pane .line[data-tasks=producer]").textContent(),
        await marked.textContent(),
      );
      assert.equal(await page.locator(".stepper-tasks li").textContent(), "producer runs, line 9");
      assert.deepEqual(await page.locator(".stepper-items li").allTextContents(), ["1"]);
      assert.equal(await page.locator(".stepper-responses p").textContent(), "none yet");
      await page.keyboard.press("End");
      assert.equal(await page.locator(".stepper-bars span").count(), 20);
      assert.equal(await page.locator("#generate .line[data-step]").count(), 0);
    });
  });

  test("by slider, by the list of events, and by a click on the figure", async () => {
    await visit({}, async (page) => {
      await opened(page);
      const slider = stepper(page).getByRole("slider", { name: "Step" });
      await slider.fill("20");
      assert.match((await place(page)) ?? "", /^Step 21 /);
      assert.match(
        (await slider.getAttribute("aria-valuetext")) ?? "",
        /^Step 21 of \d+, [\d.]+ s: /,
      );
      const jump = stepper(page).getByRole("combobox", { name: "Jump to an event" });
      await jump.selectOption({
        label: "19.43 s consumer takes up item 1, 19.43 s after it was made",
      });
      assert.equal(
        await event(page),
        "19.43 s consumer takes up item 1, 19.43 s after it was made",
      );
      const box = await page.locator("#picture svg.timeline").boundingBox();
      assert.ok(box);
      await page.mouse.click(box.x + box.width * 0.5, box.y + 60);
      assert.match((await event(page)) ?? "", /^1\d\.\d\d s /);
    });
  });

  test("play goes on by itself at the chosen speed, pause and Escape stop it, and at the end it stops", async () => {
    await visit({}, async (page) => {
      await opened(page);
      await stopTime(page);
      await stepper(page).getByRole("combobox", { name: "Speed of playing" }).selectOption("5");
      await stepper(page).getByRole("button", { name: "Play" }).click();
      await page.clock.runFor(1000);
      assert.match((await place(page)) ?? "", /^Step 6 /);
      await stepper(page).getByRole("button", { name: "Pause" }).press("Escape");
      await page.clock.runFor(1000);
      assert.match((await place(page)) ?? "", /^Step 6 /);
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowLeft");
      await stepper(page).getByRole("button", { name: "Play" }).click();
      await page.clock.runFor(5000);
      assert.equal(await event(page), "29.43 s consumer has returned");
      await stepper(page).getByRole("button", { name: "Play" }).waitFor();
    });
  });

  test("each step is said to who cannot see it, with the code of its line; while it plays nothing is said", async () => {
    await visit({}, async (page) => {
      await opened(page);
      const said = page.locator("[role=status]").first();
      for (let i = 0; i < 6; i += 1) await page.keyboard.press("ArrowRight");
      assert.match((await said.textContent()) ?? "", /^0\.00 s\. producer: line 9: data\.push\(/);
      await stopTime(page);
      await stepper(page).getByRole("button", { name: "Play" }).click();
      await page.clock.runFor(2000);
      assert.match((await said.textContent()) ?? "", /line 9/);
    });
  });

  for (const [colorScheme, viewport] of [
    ["light", phone],
    ["dark", desktop],
  ] as const) {
    test(`axe finds nothing, and nothing is wider than the page: ${colorScheme}, ${viewport.width} px`, async () => {
      await visit({ colorScheme, viewport, bypassCSP: true }, async (page) => {
        await opened(page);
        for (let i = 0; i < 8; i += 1) await page.keyboard.press("ArrowRight");
        assert.deepEqual(await axe(page), []);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), viewport.width);
      });
    });
  }

  test("a page opened from a disk steps, too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "interleave-steps-"));
    try {
      for (const [file, content] of site) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), content);
      }
      await visit(
        {},
        async (page) => {
          await opened(page);
          await page.keyboard.press("End");
          assert.equal(await event(page), "29.43 s consumer has returned");
        },
        pathToFileURL(`${folder}/`).href,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe("of a run of the reader's own", () => {
    let page: Page;
    let complaints: readonly string[];
    const cell = (id: string): Locator => page.locator(`[data-cell-id="${id}"]`);
    const run = async (id: string, state = "done"): Promise<void> => {
      await cell(id).locator('[data-action="run"]').click();
      await page.locator(`[data-cell-id="${id}"][data-state="${state}"]`).waitFor();
    };
    const edit = async (id: string, change: (text: string) => string): Promise<void> => {
      const editor = cell(id).locator(".cm-content");
      if (await editor.isHidden()) await cell(id).locator("pre.code").first().click();
      await editor.fill(change(textOf(id)));
    };
    const step = async (id: string): Promise<void> => {
      await cell(id).locator(".open-stepper").click();
      await cell(id).locator(".stepper").waitFor();
    };
    const at = async (id: string): Promise<string> =>
      (await cell(id).locator(".stepper-event").textContent()) ?? "";

    before(async () => {
      const context = await browser.newContext({ viewport: desktop, serviceWorkers: "block" });
      context.setDefaultTimeout(60_000);
      page = await context.newPage();
      complaints = complaintsOf(page, server.origin);
      await page.goto(`${server.origin}/${path}`);
    });
    after(async () => {
      await page.context().close();
      assert.deepEqual(
        complaints.filter((one) => !/service ?worker|inline style violates/i.test(one)),
        [],
      );
    });

    test("nothing is loaded for it before it is wanted; who does not wait for the lines gets the run without", async () => {
      await run("guest");
      const scripts = page.locator("script[src*=step], script[src*=instrument]");
      assert.equal(await scripts.count(), 0);
      const held: Route[] = [];
      const file = "**/*.stepped.js";
      await page.route(file, (route) => void held.push(route));
      await cell("guest").locator(".open-stepper").click();
      await cell("guest")
        .getByRole("button", { name: /^Finding out/ })
        .click();
      assert.match(
        (await cell("guest").locator(".stepper .note").textContent()) ?? "",
        /you did not wait/,
      );
      assert.equal(await at("guest"), "0.00 s guest is created");
      for (const route of held) await route.continue();
      await page.unroute(file);
    });

    test("a figure is followed by its steps, those that the build recorded", async () => {
      await run("picture");
      await step("picture");
      const count = (runs[0]?.marks.length ?? 0) + (runs[0]?.records.length ?? 0);
      assert.equal(
        await cell("picture").locator(".stepper-place").textContent(),
        `Step 1 of ${count}`,
      );
      assert.equal(await page.evaluate("document.activeElement.title"), "One step forward");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+ArrowRight");
      assert.equal(await at("picture"), "0.00 s producer makes item 1");
      const said = page.locator("[role=status]").first();
      assert.equal(await said.textContent(), "0.00 s. producer makes item 1");
      await page.keyboard.press("End");
      assert.equal(await at("picture"), "29.43 s consumer has returned");
      assert.equal(await page.locator("script[src*=instrument]").count(), 0);
    });

    test("of an edited program of three items, each step is that of the table that was checked by hand", async () => {
      await edit("full-run", (text) => text.replaceAll("20", "3"));
      await run("full-run");
      await run("picture");
      assert.equal(await page.locator("#picture .stepper").count(), 0);
      await step("picture");
      const table = await readFile(join(root, "scripts/testdata/steps/three-items.txt"), "utf8");
      const expected = /^## 02\n([\s\S]*?)\n## /m.exec(table)?.[1]?.split("\n") ?? [];
      const rows: string[] = await page.evaluate(rowsOfStepper);
      assert.deepEqual(
        rows.map((row) => row.trimEnd()),
        expected.map((row) => row.trimEnd()),
      );
      await page.keyboard.press("Home");
      assert.match(
        await cell("full-run").locator(".cm-line[data-step]").innerText(),
        /generateData\(3,/,
      );
    });

    test("a run that no figure shows has steps, too; text that was changed since is not marked, but shown as it ran", async () => {
      await cell("full-run").getByRole("button", { name: "Show it anyway" }).click();
      await step("full-run");
      for (let i = 0; i < 7; i += 1) await page.keyboard.press("ArrowRight");
      assert.equal(await at("full-run"), "0.00 s producer makes item 1");
      assert.equal(await cell("generate").locator(".line[data-step]").count(), 1);
      await edit("generate", (text) => `// mine\n${text}`);
      await page.locator("#full-run .stepper button").nth(1).click();
      assert.equal(await cell("generate").locator("[data-step]").count(), 0);
      const pane = page.locator("#full-run .stepper-pane .line[data-step=runs]");
      assert.match((await pane.textContent()) ?? "", /data\.push/);
      await cell("generate").locator('[data-action="reset"]').click();
    });

    test("a new run takes the steps of the old one away, and its marks; one that fails has steps up to its error", async () => {
      await page.locator("#full-run .stepper button").nth(4).click();
      await edit("full-run", (text) => text.replace("(20,", "(2,").replace("(20,", "(3,"));
      await run("full-run", "failed");
      assert.equal(await page.locator("#full-run .stepper").count(), 0);
      assert.equal(await cell("full-run").locator(".cm-line[data-step]").count(), 0);
      await step("full-run");
      await page.keyboard.press("End");
      assert.match(await at("full-run"), /consumer has failed$/);
      assert.deepEqual(await page.locator("#full-run .stepper-tasks li").allTextContents(), [
        "producer has returned, line 10",
        "consumer has failed, line 9",
      ]);
    });

    test("a run that was stopped has the steps of what it showed", async () => {
      await edit("picture", () => "draw(trace);\nwhile (true) {}");
      await cell("picture").locator('[data-action="run"]').click();
      await page.locator('[data-state="running"] .figure + .open-stepper').waitFor();
      await cell("picture").locator('[data-action="stop"]').click();
      await cell("picture").locator('[data-action="run"]').waitFor();
      await step("picture");
      assert.match(await at("picture"), /line \d+$/);
      assert.equal(await page.locator("#picture .stepper .note").count(), 0);
    });

    test("of a run that chance made nobody knows the lines, and that is said", async () => {
      await edit("full-run", () =>
        [
          "const clock = new SimulatedClock();",
          "const trace = new Trace(clock);",
          'await trace.task("dice", () => clock.sleep(1000 * Math.random()));',
        ].join("\n"),
      );
      await run("full-run");
      await step("full-run");
      assert.match(
        (await page.locator("#full-run .stepper .note").textContent()) ?? "",
        /is not known: run once more, its cells did something else/,
      );
      assert.equal(await at("full-run"), "0.00 s dice is created");
    });

    test("a run of thousands of events is stepped through as any other, and what is left out is said", async () => {
      await edit("full-run", (text) => text.replaceAll("20", "1700"));
      await run("full-run");
      await step("full-run");
      assert.match(
        (await page.locator("#full-run .stepper .note").textContent()) ?? "",
        /^Of this run \d+ more events are not shown/,
      );
      await page.keyboard.press("End");
      assert.match(
        (await cell("full-run").locator(".stepper-place").textContent()) ?? "",
        /^Step (\d+) of \1$/,
      );
      for (let i = 0; i < 20; i += 1) await page.keyboard.press("ArrowLeft");
      assert.ok((await page.locator("#full-run .stepper-bars span").count()) <= 120);
      assert.ok((await page.locator("#full-run .stepper-items li").count()) <= 60);
    });
  });

  test("without JavaScript, and on paper, the figure stands still and offers nothing", async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator("#picture svg.timeline").count(), 1);
      assert.equal(await page.locator(".open-stepper").count(), 0);
    });
    await visit({}, async (page) => {
      await opened(page);
      await page.emulateMedia({ media: "print" });
      assert.equal(await stepper(page).isVisible(), false);
      assert.equal(await page.locator("#guest .open-stepper").isVisible(), false);
    });
  });
});

/** Every step of the stepper under the picture, as a row of the table (scripts/site/steps/testing.ts). */
const rowsOfStepper = `(() => {
  const stepper = document.querySelector("#picture .stepper");
  const slider = stepper.querySelector("input[type=range]");
  const texts = (selector) => [...stepper.querySelectorAll(selector)].map((one) => one.textContent);
  const rows = [];
  for (let i = 0; i <= Number(slider.max); i += 1) {
    slider.value = String(i);
    slider.dispatchEvent(new Event("input"));
    const place = document.querySelector(".cell > :not([data-output]) .line[data-step=runs], .cell > .code .line[data-step=runs]");
    const line = place && [...place.closest(".code").querySelectorAll(".line")].indexOf(place) + 1;
    const event = texts(".stepper-event")[0].replace(/: line (\\d+)$/, (all, said) =>
      " " + place.closest(".cell").id + ":" + (Number(said) === line ? said : "?"));
    const tasks = texts(".stepper-tasks li").map((one) => one.replace(/, line \\d+$/, ""));
    const queue = texts(".stepper-queues p")[0].split(":")[0] + " [" + texts(".stepper-items li").join(" ") + "]";
    const responses = [...stepper.querySelectorAll(".stepper-bars span")].map((bar) => /([\\d.]+) s$/.exec(bar.title)[1]);
    rows.push([event, tasks.join(", ").replace("none yet", ""), queue, "responses [" + responses.join(" ") + "]"].join(" | "));
  }
  return rows;
})()`;

test("what is packed for the page comes out as it was", () => {
  const run: RecordedRun = {
    cell: "c",
    records: [{ at: 0, type: "task-created", task: 0, name: "a" }],
    marks: [
      { at: 0, after: 0, cell: "c", line: 1 },
      { at: 1.5, after: 1, cell: "d", line: 2, task: 0 },
    ],
  };
  assert.deepEqual(unpacked(packed(run)), run);
});
