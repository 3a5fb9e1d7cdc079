import assert from "node:assert/strict";
import { test } from "node:test";
import { createHighlight } from "../code/highlight.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import { renderSite } from "../site.ts";
import { skip } from "../testing/browser.ts";
import { doubleIds, elementsOf } from "../testing/markup.ts";
import { sampleCourse } from "../testing/sample.ts";
import { bookPage } from "./book-page.ts";
import { courseBook } from "./course-book.ts";
import { pageNumbersIn } from "./page-numbers.ts";
import { chromiumPath, printed } from "./print.ts";
import { scoped } from "./scoped.ts";

const { lessons, course } = sampleCourse();
const highlight = await createHighlight();
const tools = { course, highlight, markdown: createMarkdown(highlight), hints: () => ["a hint"] };
const book = bookPage(lessons, tools);

test("ids and references to them stand under the name of their page; other pages lose their links", () => {
  const page = '<a id="x" href="#y" aria-labelledby="x y">t</a><rect fill="url(#c)"/>';
  assert.equal(
    scoped(page, "a", new Set(["a"])),
    '<a id="a.x" href="#a.y" aria-labelledby="a.x a.y">t</a><rect fill="url(#a.c)"/>',
  );
  const links =
    '<a href="b.html#z"><a href="b.html"><a href="reference.html#Queue"><a href="https://x.example/">';
  assert.equal(
    scoped(links, "a", new Set(["a", "b"])),
    '<a href="#b.z"><a href="#b"><a><a href="https://x.example/">',
  );
});

test("the book has a chapter for each lesson, every id once, and every link leads somewhere in it", () => {
  assert.deepEqual(doubleIds(book), []);
  const elements = elementsOf(book);
  const ids = new Set(elements.map(({ attributes }) => attributes["id"]));
  for (const { slug } of lessons) assert.ok(ids.has(slug), slug);
  const inside = elements.flatMap(({ attributes }) => attributes["href"] ?? []);
  for (const href of inside.filter((one) => one.startsWith("#"))) {
    assert.ok(ids.has(href.slice(1)), href);
  }
});

test("solutions stand at the end, after the last lesson, and hints are left to the screen", () => {
  assert.ok(book.indexOf("const lastWaits = 9.41") === -1 || book.includes("solutions"));
  const end = book.indexOf('id="solutions"');
  assert.ok(book.indexOf("Solution 5.1") > end && end > book.indexOf('id="05-three-producers"'));
  assert.doesNotMatch(book, /a hint/);
});

test("a PDF without tables of pages and targets is refused", () => {
  assert.throws(() => pageNumbersIn(Buffer.from("%PDF-1.4\n%%EOF")), /no table of pages/);
});

test("without Chromium the rule and the way out are said; a wrong one is named", async () => {
  assert.equal(chromiumPath({ CHROMIUM: "/opt/chrome" }), "/opt/chrome");
  await assert.rejects(
    printed(new Map([["index.html", "x"]]), "/nowhere/chromium"),
    /^Refused: \/nowhere\/chromium could not print the course: /,
  );
});

test("a site with a book says so on its course map, and one without does not", async () => {
  const pdf = Buffer.from("%PDF");
  const site = await renderSite(lessons, course, { book: pdf });
  assert.equal(site.get("interleave.pdf"), pdf);
  assert.match(String(site.get("index.html")), /<a href="interleave\.pdf">all of it as one PDF/);
  const bare = await renderSite(lessons, course);
  assert.doesNotMatch(String(bare.get("index.html")), /\.pdf/);
});

test(
  "the printed book has an outline, page numbers that agree with its pages, and no date",
  { skip },
  async () => {
    const pdf = await courseBook(lessons, course);
    const text = Buffer.from(pdf).toString("latin1");
    assert.match(text, /^%PDF-/);
    assert.match(text, /\/Type \/Outlines/);
    assert.match(text, /\/Title \(Solutions\)/);
    const pages = pageNumbersIn(pdf);
    const places = ["01-all-the-making", "05-three-producers", "solutions"].map(
      (id) => pages.get(id) ?? 0,
    );
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok((places[0] ?? 0) >= 3, `cover and contents come first, got ${places.join(", ")}`);
    assert.match(
      bookPage(lessons, tools, pages),
      new RegExp(`Solutions</span><span>${places[2]}<`),
    );
    assert.doesNotMatch(text, /CreationDate \(D:(?!19700101)/);
  },
);
