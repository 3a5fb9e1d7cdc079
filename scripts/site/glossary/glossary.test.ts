import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { courseEntry, readCourse } from "../../lesson/course.ts";
import { createHighlight } from "../code/highlight.ts";
import { PageIds } from "../ids.ts";
import type { MarkdownContext } from "../markdown/context.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import { doubleIds, elementsOf } from "../testing/markup.ts";
import { entryOf, lessonOf } from "../testing/notebooks.ts";
import { termId } from "./addresses.ts";
import { glossaryPage } from "./glossary-page.ts";
import { glossary } from "./glossary.ts";

const markdown = createMarkdown(await createHighlight());
const terms = glossary.flatMap((group) => group.terms);

function render(source: string, termsUsed: Set<string> | undefined): string {
  const context: MarkdownContext = {
    file: "notebooks/01-a.ipynb",
    cellId: "story",
    slugs: new Set(),
    ids: new PageIds(),
    headings: [],
    fragments: [],
    termsUsed,
  };
  return markdown(source, context).text;
}

const linkedWords = (shown: string): string[] =>
  [...shown.matchAll(/<a class="term" href="glossary\.html#([^"]+)">([^<]+)<\/a>/g)].map(
    ([, id, word]) => `${id}: ${word}`,
  );

test("the first use of a term leads to the glossary, as it is spelled there, and no later one", () => {
  const used = new Set<string>();
  const shown = render("Two Producers, one producer. The response times of a **task**.", used);
  assert.deepEqual(linkedWords(shown), [
    "producer: Producers",
    "response-time: response times",
    "task: task",
  ]);
  assert.deepEqual(linkedWords(render("A producer and a queue.", used)), ["queue: queue"]);
});

test("no term is linked in headings, code, links or parts of words", () => {
  const source =
    '## The queue\n\n`queue` [a queue](https://x.example) <a href="https://y.example">queue</a> myqueue queue-like\n\n```ts\nqueue;\n```';
  assert.deepEqual(linkedWords(render(source, new Set())), []);
});

test("a longer term wins over one that it contains", () => {
  assert.deepEqual(linkedWords(render("On a simulated clock the response time is 0.", new Set())), [
    "simulated-clock: simulated clock",
    "response-time: response time",
  ]);
});

test("without a set of used terms nothing is linked", () => {
  assert.deepEqual(linkedWords(render("A queue.", undefined)), []);
});

test("every term has one anchor, a meaning that ends, and spellings that are its own", () => {
  const ids = terms.map(({ name }) => termId(name));
  assert.equal(new Set(ids).size, ids.length);
  const spellings = terms.flatMap((one) => one.spellings);
  assert.equal(new Set(spellings.map((one) => one.toLowerCase())).size, spellings.length);
  for (const { name, meaning } of terms) {
    assert.match(meaning, /^[A-Z].*\.$/s, name);
    assert.ok(meaning.length < 260, `${name} needs ${meaning.length} letters`);
  }
});

test("a term whose lesson is there is used in that lesson", async () => {
  const { lessons } = await readCourse(resolve(import.meta.dirname, "../../.."));
  for (const { name, lesson, spellings } of terms) {
    const own = lessons.find(({ number }) => number === lesson);
    if (own === undefined) continue;
    const texts = own.notebook.cells.map(({ source }) => source).join("\n");
    const words = [name, ...spellings].map((one) => one.replace("-", "[- ]?"));
    assert.match(texts, new RegExp(`\\b(?:${words.join("|")})`, "i"), `${name}, lesson ${lesson}`);
  }
});

test("the page has every term with the lesson that teaches it, where that is there", () => {
  const course = [entryOf(lessonOf("01-first", []))];
  const page = glossaryPage({ course, markdown, links: [] });
  assert.deepEqual(doubleIds(page), []);
  const anchors = elementsOf(page).flatMap(({ name, attributes }) =>
    name === "dt" ? [attributes["id"]] : [],
  );
  assert.deepEqual(
    anchors,
    terms.map(({ name }) => termId(name)),
  );
  assert.match(page, /<a href="01-first\.html">Lesson 1<\/a>/);
  assert.doesNotMatch(page, /Lesson 14/);
});

test("an entry of the course gives the glossary its lesson's address", async () => {
  const { lessons } = await readCourse(resolve(import.meta.dirname, "../../.."));
  const page = glossaryPage({ course: lessons.map(courseEntry), markdown, links: [] });
  assert.match(page, /href="03-a-list-that-can-wait\.html">Lesson 3</);
});
