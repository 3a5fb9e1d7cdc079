import assert from "node:assert/strict";
import { test } from "node:test";
import { LessonError } from "../../lesson/error.ts";
import { createHighlight } from "../code/highlight.ts";
import { PageIds } from "../ids.ts";
import { elementsOf } from "../testing/markup.ts";
import type { MarkdownContext } from "./context.ts";
import { createMarkdown } from "./markdown.ts";

const markdown = createMarkdown(await createHighlight());

function contextWith(ids: readonly string[] = []): MarkdownContext {
  return {
    file: "notebooks/03-queue.ipynb",
    cellId: "story",
    slugs: new Set(["02-await", "03-queue"]),
    ids: new PageIds(ids),
    headings: [],
    fragments: [],
  };
}

const render = (source: string, context = contextWith()): string => markdown(source, context).text;

function mistakeIn(source: string): LessonError {
  try {
    render(source);
  } catch (error) {
    assert.ok(error instanceof LessonError);
    return error;
  }
  assert.fail("no mistake was found");
}

test("a heading has an anchor, and its text is the link to it", () => {
  const context = contextWith();
  const shown = render("## The `Queue`, **built**", context);
  assert.match(shown, /^<h2 id="the-queue-built"><a class="anchor" href="#the-queue-built">/);
  assert.deepEqual(context.headings, [
    { level: 2, id: "the-queue-built", text: "The Queue, built" },
  ]);
});

test("a page has one title: another heading of the first level is one of the second", () => {
  assert.deepEqual(
    elementsOf(render("# One\n\n# Two")).flatMap(({ name }) => (/^h\d/.test(name) ? [name] : [])),
    ["h1", "h2"],
  );
});

test("a link to a notebook leads to its page, with the anchor as the page spells it", () => {
  assert.match(render("[x](02-await.ipynb)"), /href="02-await\.html"/);
  assert.match(
    render("[x](./02-await.ipynb#What-we-build)"),
    /href="02-await\.html#what-we-build"/,
  );
  assert.match(render("[x](../notebooks/02-await.ipynb#run)"), /href="02-await\.html#run"/);
});

test("a link to no lesson is refused with its place", () => {
  const { place, message } = mistakeIn("One.\n\n[x](99-none.ipynb)");
  assert.deepEqual(place, { file: "notebooks/03-queue.ipynb", cellId: "story", line: 3 });
  assert.match(message, /links to no lesson: got 99-none\.ipynb/);
});

test("a link into the source tree is only a name, for the site holds no source", () => {
  assert.equal(render("see [queue.ts](../src/queue.ts)"), "<p>see <span>queue.ts</span></p>");
});

test("links lead to http, https, mailto, pages and places, and nowhere else", () => {
  const shown = render(
    '[a](https://x.example) [b](mailto:a@x.example) [c](#here) <a href="javascript:1">d</a> <a href="data:text/html,x">e</a> <a href="//x.example">f</a>',
  );
  const hrefs = elementsOf(shown).flatMap(({ name, attributes }) =>
    name === "a" ? [attributes["href"]] : [],
  );
  assert.deepEqual(hrefs, [
    "https://x.example",
    "mailto:a@x.example",
    "#here",
    undefined,
    undefined,
    undefined,
  ]);
});

test("an image must say what it shows and must come with the notebook", () => {
  assert.match(mistakeIn("![](data:image/png;base64,AA==)").message, /an image must have a text/);
  assert.match(
    mistakeIn("![a cat](https://x.example/cat.png)").message,
    /drawn by a cell, be attached to it or be a data: URI \(png, jpeg, gif, webp\), got https/,
  );
  assert.match(
    render("![a dot](data:image/png;base64,AA==)"),
    /<img src="data:image\/png;base64,AA==" alt="a dot" \/>/,
  );
});

test("an image that only HTML names is refused like any other that does not come with the notebook", () => {
  const { place, message } = mistakeIn('One.\n\nTwo <img src="plot.png" alt="a plot"> three.');
  assert.deepEqual(place, { file: "notebooks/03-queue.ipynb", cellId: "story", line: 3 });
  assert.match(message, /an image must be .*, got plot\.png$/);
  assert.match(
    render('<img src="data:image/png;base64,AA==" alt="a dot" onerror="x()">'),
    /<img src="data:image\/png;base64,AA==" alt="a dot" \/>/,
  );
});

test("a picture that was pasted into the cell is shown; one that was not is refused", () => {
  const attachments = {
    "a dot.png": { "image/png": "AA==\n" },
    "../../etc/passwd": { "image/gif": ["AA", "A="] },
    "evil.svg": { "image/svg+xml": "PHN2Zz4=" },
    "bad.png": { "image/png": '" onerror="x()' },
  };
  const show = (name: string): string =>
    markdown(`![a dot](attachment:${name})`, { ...contextWith(), attachments }).text;
  assert.match(show("a%20dot.png"), /<img src="data:image\/png;base64,AA==" alt="a dot" \/>/);
  assert.match(show("../../etc/passwd"), /<img src="data:image\/gif;base64,AAA=" alt/);
  assert.throws(() => show("other.png"), /no picture of this name is attached to the cell: other/);
  assert.throws(() => show("toString"), /no picture of this name is attached to the cell/);
  for (const name of ["evil.svg", "bad.png"]) {
    assert.throws(() => show(name), /an attached picture must be base64 of the type png, jpeg/);
  }
  assert.throws(() => render("![a](attachment:a.png)"), LessonError);
});

test("formulas become MathML without their TeX source, and without styles", () => {
  const shown = render("with $S_1 < n$ and\n\n$$R_i = \\sum_{j \\ge i} S_j$$");
  assert.equal(elementsOf(shown).filter(({ name }) => name === "math").length, 2);
  assert.match(shown, /<msub><mi>S<\/mi><mn>1<\/mn><\/msub><mo>&lt;<\/mo><mi>n<\/mi>/);
  assert.doesNotMatch(shown, /annotation|xmlns/);
  assert.doesNotMatch(shown, /style=/);
});

test("a formula that KaTeX cannot read is refused with its place", () => {
  assert.equal(mistakeIn("$$\n\\frac{1\n$$").place.cellId, "story");
});

test("a price is no formula", () => {
  assert.equal(render("from $5 to $6"), "<p>from $5 to $6</p>");
});

test("fenced code is highlighted, details and kbd stay", () => {
  const shown = render(
    "<details>\n<summary>Solution</summary>\n\n```ts\nawait x;\n```\n\n</details>\n\nPress <kbd>Esc</kbd>.",
  );
  assert.match(shown, /<summary>Solution<\/summary>/);
  assert.match(shown, /<span class="t-async">await <\/span>/);
  assert.match(shown, /<kbd>Esc<\/kbd>/);
});

test("a wide table scrolls in its own box, and its columns keep their sides without styles", () => {
  const shown = render("| a | b |\n| :-- | --: |\n| 1 | 2 |");
  assert.match(shown, /^<div class="table" tabindex="0" role="group" aria-label="Table">/);
  assert.match(shown, /<td class="align-right">2<\/td>/);
  assert.doesNotMatch(shown, /style=/);
});

test("an empty corner of a table is no header", () => {
  assert.match(
    render("|  | b |\n| --- | --- |\n| 1 | 2 |"),
    /<td><\/td>\s*<th scope="col">b<\/th>/,
  );
});

test("an author's markup cannot borrow the looks, the anchors or the keys of the page", () => {
  const shown = render(
    '<p class="site-header note" id="x" tabindex="1" style="position:fixed">a</p>',
  );
  assert.equal(shown, '<p class="note">a</p>');
});

test("an author's markup cannot take the id of a heading a second time", () => {
  const shown = render('## Run\n\n<h2 id="run">again</h2>\n\n<h2 id="other">x</h2>');
  assert.deepEqual(
    elementsOf(shown).flatMap(({ attributes }) => attributes["id"] ?? []),
    ["run"],
  );
});
