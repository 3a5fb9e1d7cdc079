import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { LessonError } from "../lesson/error.ts";
import { keepNothing } from "./keep/keep.ts";
import { renderSite } from "./site.ts";
import { hostileLesson } from "./testing/hostile.ts";
import { activeParts, doubleIds, elementsOf, withClass } from "./testing/markup.ts";
import { code, entryOf, lessonOf, text } from "./testing/notebooks.ts";
import { sampleReference } from "./testing/reference.ts";
import { sampleCourse, sampleMap } from "./testing/sample.ts";

const { lessons, course } = sampleCourse();
const options = { pages: [sampleMap()], reference: sampleReference() };
const site = await renderSite(lessons, course, options);
const page = (path: string, files = site): string => String(files.get(path));

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
      // Matters of taste. Ids of the page's own have a dot, so that no cell can have the same.
      "doctype-style": ["error", { style: "lowercase" }],
      "void-style": ["error", { style: "selfclose" }],
      "valid-id": ["error", { relaxed: true }],
      "no-trailing-whitespace": "off",
    },
  }),
);

async function violations(markup: string): Promise<readonly string[]> {
  const report = await validator.validateString(markup);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
  );
}

test("the site is a course map, a page and a notebook for each lesson, the pages beside them, and what they share", () => {
  assert.deepEqual([...site.keys()].sort(), [
    "01-all-the-making.html",
    "05-three-producers.html",
    "404.html",
    "assets/OFL.txt",
    "assets/course.css",
    "assets/hover.css",
    "assets/hover.js",
    "assets/icon.svg",
    "assets/keys.js",
    "assets/literata-italic.woff2",
    "assets/literata.woff2",
    "assets/map.css",
    "assets/offline.js",
    "assets/pictures/01-all-the-making.png",
    "assets/pictures/05-three-producers.png",
    "assets/pictures/course.png",
    "assets/print.css",
    "assets/reader.js",
    "assets/reference.css",
    "assets/search-index.js",
    "assets/search.js",
    "assets/site.css",
    "assets/site.js",
    "assets/stepper.css",
    "assets/stepper.js",
    "assets/theme.js",
    "assets/window.css",
    "asyncio.html",
    "glossary.html",
    "index.html",
    "llms.txt",
    "notebooks/01-all-the-making.ipynb",
    "notebooks/05-three-producers.ipynb",
    "notebooks/asyncio.ipynb",
    "reference.html",
    "robots.txt",
    "service-worker.js",
    "sitemap.xml",
    "teaching.html",
  ]);
});

test("the same lessons give the same bytes", async () => {
  const again = await renderSite(lessons, course, { ...options, keep: keepNothing });
  assert.deepEqual(again, site);
});

const pages = [...site.keys()].filter((path) => path.endsWith(".html"));
for (const path of pages) {
  test(`${path} is valid HTML, with every id once`, async () => {
    assert.deepEqual(await violations(page(path)), []);
    assert.deepEqual(doubleIds(page(path)), []);
  });
}

test("every link of the site leads somewhere", () => {
  for (const [path, content] of site) {
    if (!path.endsWith(".html")) continue;
    for (const { attributes } of elementsOf(String(content))) {
      const [target = "", fragment] = (attributes["href"] ?? attributes["src"] ?? "#").split("#");
      if (/^(?:https?:|mailto:|data:)/.test(target) || (target === "" && !fragment)) continue;
      const to = target === "" ? path : target;
      assert.ok(site.has(to), `${path} links to ${to}`);
      const ids = elementsOf(page(to)).map((element) => element.attributes["id"]);
      assert.ok(
        fragment === undefined || ids.includes(fragment),
        `${path} links to ${to}#${fragment}`,
      );
    }
  }
});

test("a page says which lesson it is, what comes before and after, and how to run it", () => {
  const shown = page("05-three-producers.html");
  assert.match(shown, /<main[^>]* data-lesson="05-three-producers"/);
  assert.match(shown, /40 min to read/);
  assert.match(shown, /href="01-all-the-making\.html"\s+rel="prev"/);
  assert.match(shown, /code notebooks\/05-three-producers\.ipynb/);
  assert.match(shown, /jupyter lab notebooks\/05-three-producers\.ipynb/);
  assert.match(shown, /href="notebooks\/05-three-producers\.ipynb" download/);
});

test("every page leads to the pages beside the lessons, and says when it is one of them", () => {
  for (const path of pages) {
    for (const href of ["asyncio.html", "reference.html"]) {
      const [link] = elementsOf(page(path)).filter(({ attributes }) => attributes["href"] === href);
      assert.equal(link?.attributes["aria-current"], href === path ? "page" : undefined, path);
    }
  }
  assert.match(page("05-three-producers.html"), /neighbour-up[\s\S]*href="reference\.html"/);
});

test("a lesson says what to know before: the lesson before it, or what the course starts from", () => {
  assert.match(
    page("05-three-producers.html"),
    /You should know:[\s\S]{0,80}01-all-the-making\.html/,
  );
  assert.match(page("01-all-the-making.html"), /You should know:[\s\S]{0,40}functions, arrays/);
});

test("the course map shows the figure of the cell tagged cover, and keeps a place for each lesson's state", () => {
  const map = page("index.html");
  assert.match(map, /<div class="picture"[^>]*>\s*<svg[\s\S]*lesson 5<\/a>/);
  const places = elementsOf(map).flatMap(({ attributes }) => attributes["data-progress"] ?? []);
  assert.deepEqual(places, ["01-all-the-making", "05-three-producers"]);
  const earlier = { ...lessons[1]!, slug: "03-earlier", number: 3 };
  const [first, last] = course;
  const three = [first!, { ...last!, slug: "03-earlier", number: 3 }, last!];
  return renderSite([...lessons, earlier], three).then((files) => {
    assert.match(page("index.html", files), /map-figure" aria-hidden="true"><svg/);
  });
});

test("an address that leads nowhere has a page that leads to the course map", () => {
  assert.match(page("404.html"), /<a href="index\.html">course map<\/a>/);
});

test("every font that the styles name is there, with its licence", () => {
  const named = [...page("assets/site.css").matchAll(/url\("?([^")]+)"?\)/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(named, ["literata.woff2", "literata-italic.woff2"]);
  for (const name of named) assert.ok(site.get(`assets/${name}`) instanceof Uint8Array);
  assert.match(page("assets/OFL.txt"), /SIL Open Font License/i);
});

test("the names of the library on the map lead to the reference", () => {
  assert.match(page("asyncio.html"), /<a href="reference\.html#Queue"><code>Queue<\/code><\/a>/);
  assert.match(page("asyncio.html"), /code scripts\/site\/asyncio\/asyncio\.ipynb/);
});

test("a site without reference and map has no links to them", async () => {
  const bare = await renderSite(lessons, course);
  assert.doesNotMatch(page("05-three-producers.html", bare), /reference\.html|asyncio\.html/);
});

test("every code cell is on the page, in order, and can be linked to", () => {
  const cells = withClass(page("05-three-producers.html"), "cell").map(
    ({ attributes }) => attributes["id"],
  );
  const expected = lessons[1]?.notebook.cells.filter((cell) => cell.cell_type === "code");
  assert.deepEqual(
    cells,
    expected?.map(({ id }) => id),
  );
});

test("a lesson without a title of its own still has one heading of the first level", async () => {
  const lesson = lessonOf("02-bare", [code("only", "1;")], "Bare & short");
  const shown = page("02-bare.html", await renderSite([lesson], [entryOf(lesson)]));
  assert.deepEqual(await violations(shown), []);
  assert.match(shown, /<h1>Bare &amp; short<\/h1>/);
});

test("a link to no place of its page is refused, with its place", async () => {
  const lesson = lessonOf("02-bare", [text("title", "# T\n\nSee\n[this](#nowhere).")]);
  await assert.rejects(renderSite([lesson], [entryOf(lesson)]), (error) => {
    assert.ok(error instanceof LessonError);
    assert.deepEqual(error.place, { file: "notebooks/02-bare.ipynb", cellId: "title", line: 3 });
    return true;
  });
});

test("only some of the lessons can be rendered, and still know their neighbours", async () => {
  const some = await renderSite(lessons.slice(1), course);
  assert.match(page("05-three-producers.html", some), /rel="prev"/);
});

test("a lesson from a stranger holds nothing that acts, on its page or on the course map", async () => {
  const hostile = hostileLesson();
  const files = await renderSite([hostile], [entryOf(hostile)]);
  for (const path of ["09-hostile.html", "index.html"]) {
    assert.deepEqual(activeParts(page(path, files)), []);
    assert.deepEqual(doubleIds(page(path, files)), []);
  }
});

test("a page loads nothing but the site's own files, and no script or style stands in it", () => {
  for (const path of pages) {
    assert.deepEqual(activeParts(page(path)), []);
    assert.match(page(path), /default-src 'none'; script-src 'self'; style-src 'self';/);
  }
});

test("a normal lesson with style and script fits in 25 KB on the wire, figures apart", () => {
  const withoutFigures = page("05-three-producers.html").replace(/<svg[\s\S]*?<\/svg>/g, "");
  const parts = [
    withoutFigures,
    page("assets/site.css"),
    page("assets/site.js"),
    page("assets/reader.js"),
  ];
  const size = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
  assert.ok(size < 25_000, `a page must be below 25,000 bytes, got ${size}`);
});

test("nothing in the site says when or where it was built", () => {
  for (const [path, content] of site) {
    assert.doesNotMatch(String(content), /\/work\/|\/home\/|\/tmp\/|file:\/\//, path);
  }
});
