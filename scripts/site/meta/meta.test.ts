import assert from "node:assert/strict";
import { test } from "node:test";
import { keepNothing } from "../keep/keep.ts";
import { renderSite } from "../site.ts";
import { elementsOf } from "../testing/markup.ts";
import { entryOf, lessonOf, text } from "../testing/notebooks.ts";
import { sampleCourse, sampleMap } from "../testing/sample.ts";
import { drawing, pictures } from "./pictures.ts";
import { siteAddress } from "./site-address.ts";

const { lessons, course } = sampleCourse();
const pages = [sampleMap()];
const base = "https://x.example/course/";
const relative = await renderSite(lessons, course, { pages });
const placed = await renderSite(lessons, course, { pages, base });
const html = [...relative.keys()].filter((path) => path.endsWith(".html"));

const metaOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    elementsOf(page).flatMap(({ name, attributes: { property, name: key, content } }) =>
      name === "meta" && content !== undefined ? [[property ?? key ?? "", content]] : [],
    ),
  );

test("every page says what it is and shows a picture that is in the site", () => {
  for (const path of html) {
    const meta = metaOf(String(relative.get(path)));
    assert.ok(meta["og:title"] && meta["og:description"], path);
    assert.ok(relative.has(meta["og:image"] ?? ""), `${path}: ${meta["og:image"]}`);
  }
  assert.equal(
    metaOf(String(relative.get("01-all-the-making.html")))["og:image"],
    "assets/pictures/01-all-the-making.png",
  );
});

test("with an address the pages know where they are, and without it nothing is absolute", () => {
  const page = String(placed.get("01-all-the-making.html"));
  const [canonical] = elementsOf(page).filter(
    ({ attributes }) => attributes["rel"] === "canonical",
  );
  assert.equal(canonical?.attributes["href"], `${base}01-all-the-making.html`);
  assert.equal(metaOf(page)["og:url"], `${base}01-all-the-making.html`);
  assert.equal(metaOf(page)["og:image"], `${base}assets/pictures/01-all-the-making.png`);
  assert.match(String(placed.get("index.html")), new RegExp(`rel="canonical"\\s+href="${base}"`));
  for (const path of html) {
    assert.doesNotMatch(String(relative.get(path)), /rel="canonical"|og:url/, path);
  }
});

test("the map of the site has every page but the one for lost readers, and no dates", () => {
  const locations = (files: typeof relative): string[] =>
    [...String(files.get("sitemap.xml")).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, at = ""]) => at);
  assert.deepEqual(locations(relative).sort(), html.filter((path) => path !== "404.html").sort());
  assert.ok(locations(placed).every((at) => at.startsWith(base)));
  assert.doesNotMatch(String(placed.get("sitemap.xml")), /lastmod/);
  assert.match(
    String(placed.get("robots.txt")),
    /^Sitemap: https:\/\/x\.example\/course\/sitemap\.xml$/m,
  );
  assert.doesNotMatch(String(relative.get("robots.txt")), /Sitemap/);
});

test("llms.txt has a title, a summary and every lesson with its notebook", () => {
  const shown = String(relative.get("llms.txt"));
  assert.match(shown, /^# Interleave\n\n> .+\n\n## Lessons\n/);
  for (const { slug } of course) {
    assert.match(shown, new RegExp(`\\]\\(${slug}\\.html\\): `));
    assert.match(shown, new RegExp(`\\]\\(notebooks/${slug}\\.ipynb\\)`));
  }
});

test("a picture is a PNG of the usual size, the same bytes each time", async () => {
  const figure = {
    text: '<svg viewBox="0 0 10 10" font-size="12"><rect width="9" height="9"/></svg>',
  };
  const figures = new Map([["01-all-the-making", figure]]);
  const [, [path, png]] = (await pictures(course, figures, keepNothing)) as [
    unknown,
    [string, Uint8Array],
  ];
  assert.equal(path, "assets/pictures/01-all-the-making.png");
  const view = new DataView(png.buffer, png.byteOffset);
  assert.deepEqual([...png.slice(1, 4)], [...Buffer.from("PNG")]);
  assert.deepEqual([view.getUint32(16), view.getUint32(20)], [1200, 630]);
  const [, again] = await pictures(course, figures, keepNothing);
  assert.deepEqual(again?.[1], png);
  const [, without] = await pictures(course, new Map(), keepNothing);
  assert.notDeepEqual(without?.[1], png);
});

test("a title is text, and wraps", () => {
  const svg = drawing({
    above: "Lesson 1",
    title: "Less < more & a title that is long enough for several lines",
    figure: undefined,
  });
  assert.match(svg, /Less &lt; more &amp;/);
  assert.ok((svg.match(/font-size="56"/g)?.length ?? 0) > 1);
});

test("a lesson's words cannot leave their attribute", async () => {
  const title = 'A "title" <script>';
  const odd = { ...lessonOf("02-odd", [text("t", "# x")]), title, summary: '"><script>' };
  const files = await renderSite([odd], [entryOf(odd)], { base });
  assert.equal(metaOf(String(files.get("02-odd.html")))["og:description"], '"><script>');
  assert.doesNotMatch(String(files.get("02-odd.html")), /<script>/);
});

test("the address of a site is that of a folder", () => {
  assert.equal(siteAddress("https://x.example/course"), base);
  assert.equal(siteAddress("http://localhost:80"), "http://localhost/");
  for (const wrong of [
    "x.example",
    "ftp://x.example",
    "https://x.example/?a",
    "https://x.example/#b",
    "",
  ]) {
    assert.throws(() => siteAddress(wrong), /must be the http or https address of a folder/);
  }
});
