import MarkdownIt from "markdown-it";
import type { Browser } from "playwright-core";
import type { Lesson } from "../../lesson/lesson.ts";
import { createHighlight } from "../code/highlight.ts";

/** What a browser measured while it loaded a page. Times in milliseconds. */
export interface Loading {
  /** From the start to the largest piece of content: LCP. */
  readonly contentMs: number;
  /** What long tasks took beyond 50 ms each: total blocking time. */
  readonly blockedMs: number;
  /** How much of the page moved by itself: CLS. */
  readonly shift: number;
}

/** Loads a page as a first visit, scrolls through it, and says what the browser measured. */
export async function loadPage(browser: Browser, url: string, width: number): Promise<Loading> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(`
    self.measured = { contentMs: 0, blockedMs: 0, shift: 0 };
    const watch = (type, each) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    watch("largest-contentful-paint", ({ startTime }) => { measured.contentMs = startTime; });
    watch("longtask", ({ duration }) => { measured.blockedMs += Math.max(0, duration - 50); });
    watch("layout-shift", ({ value }) => { measured.shift += value; });`);
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
  );
  const height: number = await page.evaluate("document.documentElement.scrollHeight");
  for (let y = 0; y < height; y += 4000) {
    await page.evaluate(`scrollTo({ top: ${y}, behavior: "instant" })`);
    await page.evaluate("new Promise((done) => requestAnimationFrame(done))");
  }
  const measured: Loading = await page.evaluate("measured");
  await context.close();
  return measured;
}

/** The same text as markdown-it and Shiki alone make a page of it. */
export async function barePage({ notebook, title }: Lesson): Promise<string> {
  const highlight = await createHighlight();
  const md = new MarkdownIt({ html: true });
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "markdown"
      ? md.render(cell.source)
      : `<pre><code>${highlight(cell.source, "ts").join("\n")}</code></pre>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>${cells.join("\n")}`;
}
