import assert from "node:assert/strict";
import { test } from "node:test";
import { codeBlock } from "./block.ts";
import { createHighlight } from "./highlight.ts";

const highlight = await createHighlight();
const show = (source: string, language: string): string => highlight(source, language).join("\n");

test("async and await are marked apart from the other keywords", () => {
  const shown = show("async function f() { for await (const x of q) await x; }", "ts");
  assert.equal(shown.match(/class="t-async"/g)?.length, 3);
  assert.match(shown, /<span class="t-keyword">function /);
});

test("types, functions, strings and comments are told apart", () => {
  const shown = show(
    'function make(a: string) {}\nconst q: Queue<number> = make("a"); // why',
    "typescript",
  );
  assert.match(shown, /t-type">Queue/);
  assert.equal(
    shown.match(/t-function">make/g)?.length,
    1,
    "where it is defined, not where it is called",
  );
  assert.match(shown, /t-string">"?/);
  assert.match(shown, /t-comment">\/\/ why/);
});

test("an unknown language is shown plain, and nothing in it is markup", () => {
  assert.equal(show("a < b\nc", "brainfuck"), "a &lt; b\nc");
});

test("every line is an element, and the line of an error is marked", () => {
  const block = { source: "a;\nb;\n", language: "ts", label: "Code", errorLines: [2] };
  const shown = codeBlock(block, highlight).text;
  assert.equal(shown.match(/class="line"/g)?.length, 2);
  assert.match(shown, /<span class="line" data-error>b/);
});

test("code carries classes only, no style attributes", () => {
  assert.doesNotMatch(show("let x = 1;", "ts"), /style=/);
});

test("lines that the prose speaks of have an anchor under them, as tall as they are, without text", () => {
  const references = [
    { cellId: "run", from: 2, to: 3 },
    { cellId: "run", from: 3, to: 3 },
  ];
  const block = { source: "a;\nb;\nc;", language: "ts", label: "Code", references };
  const shown = codeBlock(block, highlight).text;
  assert.match(
    shown,
    /<span class="spot" id="run:2-3"><i><\/i><i><\/i><\/span><span class="line">b/,
  );
  assert.match(shown, /<span class="spot" id="run:3"><i><\/i><\/span><span class="line">c/);
  assert.equal(shown.replace(/<[^>]*>/g, ""), "a;\nb;\nc;");
});
