import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import pixelmatch from "pixelmatch";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { forPaper } from "../book/course-book.ts";
import { renderSite } from "../site.ts";
import { launch, serveFiles, skip, type SiteServer } from "../testing/browser.ts";
import { sampleReference } from "../testing/reference.ts";
import { sampleCourse, sampleMap } from "../testing/sample.ts";

/**
 * What every kind of page looks like, against pictures that somebody has looked at and found good.
 * After a wanted change: UPDATE_GOLDENS=1 npx tsx --test scripts/site/looks/*.test.ts, then look at them.
 */
const root = join(import.meta.dirname, "../../..");
const goldens = join(root, "scripts/testdata/site/goldens");
const found = join(root, ".cache/goldens");
const update = process.env["UPDATE_GOLDENS"] === "1";

/** A view of a page: where it begins, by the selector of an element or at the top. */
const views: readonly (readonly [name: string, path: string, from?: string])[] = [
  ["course-map", "index.html"],
  ["lesson", "05-three-producers.html"],
  ["outputs", "05-three-producers.html", "#run"],
  ["figures", "05-three-producers.html", "#picture"],
  ["exercises", "05-three-producers.html", "#python"],
  ["reference", "reference.html"],
  ["asyncio", "asyncio.html"],
  ["glossary", "glossary.html"],
  ["missing", "404.html"],
];
const screens = { phone: { width: 360, height: 1200 }, desktop: { width: 1280, height: 1200 } };
const themes = ["light", "dark"] as const;

/** Edges of letters differ a little from machine to machine; a moved line differs much more than this. */
const mostDifferent = 0.005;

describe("looks", { skip }, () => {
  let server: SiteServer;
  let browser: Browser;

  before(async () => {
    const { lessons, course } = sampleCourse();
    const options = { pages: [sampleMap()], reference: sampleReference() };
    const site = await renderSite(lessons, course, options);
    // On a page the text face is optional; a picture waits for it.
    const waiting = [...site].map(([path, content]) => [path, forPaper(content)] as const);
    server = await serveFiles(new Map(waiting));
    browser = await launch();
    await mkdir(goldens, { recursive: true });
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  for (const [name, path, from] of views) {
    for (const [screen, viewport] of Object.entries(screens)) {
      for (const theme of themes) {
        const title = `${name}-${screen}-${theme}`;
        test(`${title} looks as it did when it was found good`, async (context) => {
          const look = { path, from, viewport, theme };
          await compare(title, await picture(browser, server.origin, look), context);
        });
      }
    }
  }

  test("the goldens are those of the views above, and no others", { skip: update }, async () => {
    const { readdir } = await import("node:fs/promises");
    const expected = views.flatMap(([name]) =>
      Object.keys(screens).flatMap((screen) =>
        themes.map((theme) => `${name}-${screen}-${theme}.png`),
      ),
    );
    const files = (await readdir(goldens)).filter((file) => file.endsWith(".png"));
    assert.deepEqual(files.sort(), expected.sort());
  });
});

interface Look {
  readonly path: string;
  readonly from: string | undefined;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly theme: (typeof themes)[number];
}

interface Picture {
  readonly png: Buffer;
  /** The widths of a text in the fonts that the machine brings: other fonts, other pictures. */
  readonly fonts: string;
}

async function picture(browser: Browser, origin: string, look: Look): Promise<Picture> {
  const { path, from, viewport, theme } = look;
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    deviceScaleFactor: 0.5,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`);
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  if (from !== undefined) {
    await page.evaluate(`document.querySelector(${JSON.stringify(from)}).scrollIntoView()`);
  }
  const fonts: string = await page.evaluate(`["sans", "mono"].map((name) => {
    const brush = document.createElement("canvas").getContext("2d");
    brush.font = "100px " + getComputedStyle(document.documentElement).getPropertyValue("--" + name);
    return name + " " + brush.measureText("Interleave 0123 => await").width.toFixed(1);
  }).join(", ")`);
  const png = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  return { png, fonts };
}

async function compare(
  title: string,
  { png, fonts }: Picture,
  context: TestContext,
): Promise<void> {
  const path = join(goldens, `${title}.png`);
  const fontsPath = join(goldens, "fonts.txt");
  if (update) {
    await writeFile(path, png);
    await writeFile(fontsPath, `${fonts}\n`);
    return;
  }
  assert.ok(existsSync(path), `there is no golden ${title}: UPDATE_GOLDENS=1 makes one`);
  const known = (await readFile(fontsPath, "utf8")).trim();
  if (fonts !== known) {
    context.skip(`this machine's fonts are not those of the goldens (${fonts}; ${known})`);
    return;
  }
  const [golden, now] = [PNG.sync.read(await readFile(path)), PNG.sync.read(png)];
  const { width, height } = golden;
  assert.deepEqual([now.width, now.height], [width, height]);
  const difference = new PNG({ width, height });
  const different = pixelmatch(golden.data, now.data, difference.data, width, height, {
    threshold: 0.2,
  });
  const share = different / (width * height);
  if (share <= mostDifferent) return;
  await mkdir(found, { recursive: true });
  await writeFile(join(found, `${title}.png`), png);
  await writeFile(join(found, `${title}-difference.png`), PNG.sync.write(difference));
  assert.fail(`${(share * 100).toFixed(2)} % differ: look at .cache/goldens/${title}.png`);
}
