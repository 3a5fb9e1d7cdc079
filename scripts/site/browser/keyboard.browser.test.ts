import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { renderSite } from "../site.ts";
import { launch, serveFiles, skip, type SiteServer } from "../testing/browser.ts";
import { sampleReference } from "../testing/reference.ts";
import { sampleCourse, sampleMap } from "../testing/sample.ts";

/** Who has only a keyboard gets to everything, sees where they are, and gets away again. */
describe("a walk by Tab", { skip }, () => {
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    const { lessons, course } = sampleCourse();
    const options = { pages: [sampleMap()], reference: sampleReference() };
    server = await serveFiles(await renderSite(lessons, course, options));
    browser = await launch();
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  const widths = {
    "index.html": [360],
    "05-three-producers.html": [360, 1280],
    "reference.html": [360],
  };
  for (const [path, all] of Object.entries(widths)) {
    for (const width of all) {
      test(`${path} at ${width} px: everything in order, in sight, with a mark, and no trap`, async () => {
        const page = await browser.newPage({
          viewport: { width, height: 800 },
          reducedMotion: "reduce",
        });
        await page.goto(`${server.origin}/${path}`, { waitUntil: "load" });
        await page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))");
        const stops = await prepared(page);
        assert.ok(stops > 5, `${path} has ${stops} places to stop at`);
        assert.deepEqual(await walk(page, "Tab", stops), []);
        assert.deepEqual(await walk(page, "Shift+Tab", stops), []);
        await page.close();
      });
    }
  }
});

/** Numbers what can have the focus, in the order of the page, and says how much there is. */
async function prepared(page: Page): Promise<number> {
  return await page.evaluate(`(() => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable=true]";
    const stops = [...document.querySelectorAll(all)].filter((element) =>
      !element.disabled && !(element.type === "radio" && !element.checked) && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"));
    stops.forEach((element, index) => element.setAttribute("data-stop", index));
    return stops.length;
  })()`);
}

/** Presses a key until all stops should have been visited and the page was left; gives what is wrong on the way. */
async function walk(page: Page, key: "Tab" | "Shift+Tab", stops: number): Promise<string[]> {
  const problems: string[] = [];
  for (let step = 0; step < stops; step += 1) {
    await page.keyboard.press(key);
    const expected = key === "Tab" ? step : stops - 1 - step;
    problems.push(...(await page.evaluate<string[]>(problemsAt(expected))));
    if (problems.length > 3) return problems; // one stop missed shifts all that follow
  }
  await page.keyboard.press(key);
  // A window without bars of its own begins anew at once, or stops at the page itself.
  const first = key === "Tab" ? 0 : stops - 1;
  const at = await page.evaluate<string | null>(
    "document.activeElement?.getAttribute('data-stop') ?? null",
  );
  if (at !== null && at !== String(first)) problems.push(`stop ${at} follows on the last one`);
  return problems;
}

const problemsAt = (expected: number): string => `(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // it is scrolled to then
  const at = document.activeElement;
  const name = at.outerHTML.slice(0, 90);
  if (at.dataset.stop !== "${expected}")
    return ["stop ${expected} is " + document.querySelector("[data-stop='${expected}']").outerHTML.slice(0, 90) + ", the focus is on " + name];
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  const boxes = [...at.getClientRects()].filter((box) => box.width > 0);
  const seen = boxes.some((box) => {
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    return top !== null && (at.contains(top) || top.contains(at));
  });
  return [marked ? "" : "no mark of the focus on " + name, seen ? "" : "out of sight or covered: " + name].filter(Boolean);
})()`;
