import assert from "node:assert/strict";
import { test } from "node:test";
import { keepNothing } from "../keep/keep.ts";
import { documentsIn } from "./documents.ts";
import { searchIndexName } from "./search-data.ts";
import { searchIndex } from "./search-index.ts";

const page = `<!doctype html><body><header><h2 id="no">Header</h2></header><main>
<h1>A lesson</h1><p>Its summary.</p>
<nav><a href="#a">On this page</a></nav>
<h2 id="a"><a class="anchor" href="#a">The <code>Queue</code>, built</a></h2><p>First.</p><p>Sec&amp;ond<br />line.</p>
<div class="cell" id="run" data-cell-id="run" aria-label="Code cell 1"><div class="cell-bar">[1]</div>
<pre class="code"><code>await <span>put</span>(1);
next();</code></pre><div class="cell-output">printed</div></div>
<p>After the cell.</p>
<h3 id="b">Deeper</h3><p>More.</p><div class="solution"><p>The secret.</p></div><svg><text>lane</text></svg>
<dl><dt id="term">task</dt><dd>What runs.</dd></dl>
</main><footer>Foot</footer></body>`;
const documents = documentsIn(page, "01-a.html");
const at = (address: string) => documents.find((one) => one.address === address);

test("a page is found by its title, a section by its heading, with the page it is on", () => {
  assert.deepEqual(at("01-a.html"), {
    address: "01-a.html",
    title: "A lesson",
    where: "",
    kind: "page",
    text: "Its summary.",
  });
  assert.equal(at("01-a.html#a")?.title, "The Queue, built");
  assert.equal(at("01-a.html#a")?.where, "A lesson");
  assert.equal(at("01-a.html#b")?.where, "A lesson › The Queue, built");
});

test("words keep their distance, and what stands after a cell belongs to the section again", () => {
  assert.equal(at("01-a.html#a")?.text, "First. Sec&ond line. After the cell.");
});

test("a cell is found by its code, which keeps its lines; what it printed is no text of the course", () => {
  const cell = at("01-a.html#run");
  assert.equal(cell?.kind, "code");
  assert.equal(cell?.text, "await put(1);\nnext();");
  assert.equal(cell?.where, "A lesson › The Queue, built");
});

test("a term of the glossary is a place of its own", () => {
  assert.deepEqual(at("01-a.html#term")?.kind, "term");
  assert.equal(at("01-a.html#term")?.text, "What runs.");
});

test("what is on the reference is found as a part of the library", () => {
  const found = documentsIn(
    '<main><h1>Reference</h1><h3 id="Queue">Queue</h3></main>',
    "reference.html",
  );
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["page", "library"],
  );
});

test("furniture, figures and solutions are not found", () => {
  assert.doesNotMatch(JSON.stringify(documents), /Header|Foot|On this page|secret|lane|printed/);
});

test("the index is a script that says what the pages hold, the same each time", async () => {
  const pages = [["01-a.html", page]] as const;
  const script = await searchIndex(pages, keepNothing);
  assert.equal(await searchIndex(pages, keepNothing), script);
  const start = `self["${searchIndexName}"]=`;
  assert.ok(script.startsWith(start));
  assert.deepEqual(JSON.parse(script.slice(start.length, -2)), documents);
});
