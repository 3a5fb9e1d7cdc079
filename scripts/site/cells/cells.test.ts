import assert from "node:assert/strict";
import { test } from "node:test";
import { createHighlight } from "../code/highlight.ts";
import { trusted } from "../html.ts";
import { PageIds } from "../ids.ts";
import type { MarkdownContext } from "../markdown/context.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import { elementsOf, withClass } from "../testing/markup.ts";
import { code, printed, text } from "../testing/notebooks.ts";
import { codeCell } from "./code-cell.ts";
import { markdownCell } from "./markdown-cell.ts";

const highlight = await createHighlight();
const markdown = createMarkdown(highlight);

const show = (cell: ReturnType<typeof code>, hints: readonly string[] = []): string =>
  codeCell(cell, {
    highlight,
    markdown: (source) => trusted(`<p>${source}</p>`),
    hints: () => hints,
    references: [],
  }).text;

function showText(id: string, source: string, tags?: readonly string[]): string {
  const context: MarkdownContext = {
    file: "notebooks/01-a.ipynb",
    cellId: id,
    slugs: new Set(),
    ids: new PageIds([id]),
    headings: [],
    fragments: [],
  };
  const cell = text(id, source, tags);
  assert.equal(cell.cell_type, "markdown");
  return markdownCell(cell, context, markdown).text;
}

test("a cell is found by its id, its state and its output", () => {
  const shown = show(code("run", "1 + 1;", [printed("2\n")]));
  const [cell] = withClass(shown, "cell");
  assert.deepEqual(
    [cell?.attributes["id"], cell?.attributes["data-cell-id"], cell?.attributes["data-state"]],
    ["run", "run", "idle"],
  );
  assert.match(shown, /data-output>/);
  assert.match(shown, /href="#run">.*\[1\]<\/a>/);
});

test("a cell that printed nothing has an output that holds nothing", () => {
  assert.match(show(code("run", "1;")), /data-output><\/div>/);
});

test("the code of a hide-input cell is folded, its output is not", () => {
  const shown = show(code("picture", "draw();", [printed("x")], { tags: ["hide-input"] }));
  assert.match(shown, /<details class="cell-source">[\s\S]*<\/details>[\s\S]*data-output/);
});

test("tags that a reader should know of are labels, with the number of the exercise", () => {
  const metadata = { tags: ["exercise", "node-only"], interleave: { exercise: "5.1" } };
  const shown = show(code("start", "x;", [], metadata));
  assert.match(shown, />Exercise 5\.1</);
  assert.match(shown, />Needs Node</);
  assert.equal(withClass(shown, "label").length, 2);
});

test("how hard an exercise is is said in words, and shown in dots", () => {
  const metadata = { tags: ["exercise"], interleave: { exercise: "5.1", difficulty: 2 as const } };
  const shown = show(code("start", "x;", [], metadata));
  assert.match(shown, /<span aria-hidden="true">●●○<\/span>takes thought/);
  assert.doesNotMatch(show(code("start", "x;", [], { tags: ["exercise"] })), /difficulty/);
});

test("hints are folded one by one below the check of their exercise", () => {
  const check = code("check", "x;", [], { tags: ["check"], interleave: { exercise: "5.1" } });
  assert.equal(show(check, ["first", "second"]).match(/<summary>Hint \d of 2/g)?.length, 2);
  assert.doesNotMatch(show(code("run", "x;"), ["first"]), /Hint/);
});

test("the line that an error names is marked in the code", () => {
  const error = {
    output_type: "error" as const,
    ename: "E",
    evalue: "",
    traceback: ["at cell line 2"],
  };
  assert.match(show(code("run", "a;\nb;", [error])), /<span class="line" data-error>b/);
});

for (const [tag, name] of [
  ["goal", "What you will be able to do"],
  ["predict", "Predict"],
  ["recall", "Recall"],
  ["in-python", "In Python"],
  ["in-the-wild", "In the wild"],
  ["check-the-teacher", "Check the teacher"],
] as const) {
  test(`a ${tag} cell is a box called "${name}"`, () => {
    const [box] = withClass(showText("box", "Text.", [tag]), `callout-${tag}`);
    assert.equal(box?.name, "section");
    assert.equal(box.attributes["aria-label"], name);
  });
}

test("a box that starts with a heading is called what the heading says", () => {
  const shown = showText("python", "## In Python, too\n\nText.", ["in-python"]);
  assert.match(shown, /aria-labelledby="in-python-too"/);
  assert.doesNotMatch(shown, /callout-name/);
});

test("a solution is folded once, by its author or by the page", () => {
  const folded = showText("s", "<details>\n<summary>Solution 1</summary>\n\nx\n\n</details>", [
    "solution",
  ]);
  assert.equal(folded.match(/<details>/g)?.length, 1);
  assert.match(
    showText("s", "```ts\nx;\n```", ["solution"]),
    /<details>\s*<summary>Solution<\/summary>/,
  );
});

test("a heading named like its cell takes the cell's anchor", () => {
  const ids = (shown: string): (string | undefined)[] =>
    elementsOf(shown).flatMap(({ attributes }) => attributes["id"] ?? []);
  assert.deepEqual(ids(showText("recall", "## Recall")), ["recall"]);
  assert.deepEqual(ids(showText("story", "## Recall")), ["story", "recall"]);
});

test("what was measured says where", () => {
  const tags = ["real-time", "node-only"];
  const measured = { on: "Node 20.20.2, 2 cores", code: "abc" };
  const shown = show(code("load", "x;", [], { tags, interleave: { measured } }));
  assert.match(shown, />Measured</);
  assert.match(shown, />On Node 20\.20\.2, 2 cores: your figures will differ\.</);
  assert.match(show(code("load", "x;", [], { tags })), />Real time</);
});
