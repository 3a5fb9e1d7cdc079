import assert from "node:assert/strict";
import { test } from "node:test";
import { trusted } from "../html.ts";
import { elementsOf, withClass } from "../testing/markup.ts";
import { code, printed, shown } from "../testing/notebooks.ts";
import { terminalLines, withoutColors } from "./ansi.ts";
import { failingLines, renderOutputs } from "./outputs.ts";

const ESC = "\u001b";
const lines = (text: string): string[] => terminalLines(text).map(String);

type Outputs = Parameters<typeof code>[2];
const render = (...outputs: NonNullable<Outputs>): string =>
  renderOutputs(code("run", "", outputs), (source) => trusted(`<p>${source}</p>`)).text;

test("the lecture's colours become classes", () => {
  assert.deepEqual(lines(`${ESC}[93m -- generated item 7${ESC}[39m\n${ESC}[96m +++${ESC}[0m`), [
    '<span class="ansi-bright-yellow-fg"> -- generated item 7</span>',
    '<span class="ansi-bright-cyan-fg"> +++</span>',
  ]);
});

test("a colour that spans lines is closed and opened again at each", () => {
  assert.deepEqual(lines(`${ESC}[36ma\nb${ESC}[39mc`), [
    '<span class="ansi-cyan-fg">a</span>',
    '<span class="ansi-cyan-fg">b</span>c',
  ]);
});

test("weights become classes, palette and true colours are dropped", () => {
  assert.deepEqual(lines(`${ESC}[1mbold${ESC}[0m ${ESC}[38;2;1;2;3mtrue${ESC}[0m`), [
    '<span class="ansi-bold">bold</span> <span>true</span>',
  ]);
});

test("links, titles, cursor movement and control characters are dropped", () => {
  const text = `${ESC}]8;;https://x.example${ESC}\\web${ESC}]8;;${ESC}\\ ${ESC}]0;title\u0007${ESC}[2Ja${ESC}[1;1Hb${ESC}[?25l\u0000\u0007\b${ESC}cc${ESC}[5`;
  assert.deepEqual(lines(text), ["web abc"]);
  assert.equal(withoutColors(`${ESC}[31m${text}`), "web abc");
});

test("a line that is written over shows what was written last", () => {
  assert.deepEqual(lines("10 %\r50 %\r100 %\r\ndone\n"), ["100 %", "done", ""]);
});

test("markup in a stream is text", () => {
  assert.match(render(printed("</pre><script>x</script>")), /&lt;\/pre&gt;&lt;script&gt;/);
});

test("a stream of 30 lines is shown, one of 31 is folded with a count and both its ends", () => {
  const text = (count: number): string =>
    Array.from({ length: count }, (_, line) => `line ${line + 1}`).join("\n") + "\n";
  assert.doesNotMatch(render(printed(text(30))), /<details/);
  const folded = render(printed(text(120)));
  assert.match(folded, /<summary>100 more lines<\/summary>/);
  assert.match(folded, /line 12<\/pre\s*>\s*<details/);
  assert.match(folded, /aria-label="stdout, last lines">line 113\n/);
});

test("stderr says in words that it is", () => {
  assert.match(render(printed("careful", "stderr")), /<p class="stream-name">stderr<\/p>/);
});

test("of several forms the richest one is shown", () => {
  const both = render(
    shown({ "text/plain": "plain", "image/svg+xml": "<svg><title>T</title></svg>" }),
  );
  assert.match(both, /<svg role="img"><title>T<\/title><\/svg>/);
  assert.match(both, /<a class="anchor" href="#run\.1">T<\/a>/);
  assert.doesNotMatch(both, /plain/);
  assert.match(render(shown({ "text/plain": "plain", "application/x-unknown": {} })), /plain/);
});

test("what cannot be shown is named", () => {
  assert.match(render(shown({ "application/x-unknown": {} })), /application\/x-unknown/);
});

test("a figure without a text is named by its plain form, or by its cell", () => {
  const svg = "<svg><rect/></svg>";
  assert.match(
    render(shown({ "image/svg+xml": svg, "text/plain": "3 lanes" })),
    /<svg aria-label="3 lanes"/,
  );
  assert.match(
    render(shown({ "image/svg+xml": svg })),
    /<svg aria-label="Figure made by cell run"/,
  );
});

const described =
  '<svg aria-label="Lanes &amp; more"><desc>Two &lt;tasks&gt;.</desc><metadata>task\twaits (s)\n&lt;a&gt;\t0.50\nb\t10.00</metadata><rect/></svg>';

test("behind a figure lie its words and its numbers, once, and nothing in them is markup", () => {
  const page = render(shown({ "image/svg+xml": described }));
  assert.match(page, /<figure class="figure" id="run.1">/);
  assert.match(page, /<a class="anchor" href="#run.1">Lanes &amp; more<\/a>/);
  assert.match(page, /<svg [^>]*aria-describedby="run.1.in.words"/);
  assert.equal(page.match(/Two &lt;tasks&gt;\./g)?.length, 1);
  assert.match(page, /<p id="run.1.in.words">Two &lt;tasks&gt;\.<\/p>/);
  assert.match(page, /<th scope="col">task<\/th><th scope="col" class="n">waits \(s\)<\/th>/);
  assert.match(page, /<td>&lt;a&gt;<\/td><td class="n">0\.50<\/td>/);
  assert.doesNotMatch(page, /metadata|<desc/);
});

test("numbers that are too many or none make no table; a figure without words has nothing behind it", () => {
  const carrying = (numbers: string): string =>
    render(shown({ "image/svg+xml": `<svg aria-label="T"><metadata>${numbers}</metadata></svg>` }));
  assert.doesNotMatch(carrying(""), /<table|<details/);
  assert.doesNotMatch(carrying("x\n1\n".repeat(300)), /<table/);
  assert.doesNotMatch(carrying(`${"x\t".repeat(30)}\n1`), /<table/);
  assert.match(carrying("x\n1"), /<summary>In numbers<\/summary>/);
});

test("a picture is part of the page and has a text; broken data is not shown", () => {
  const picture = render(shown({ "image/png": "iVBO\nRw0=\n" }));
  assert.match(
    picture,
    /<img src="data:image\/png;base64,iVBORw0=" alt="Picture made by cell run"/,
  );
  assert.doesNotMatch(render(shown({ "image/png": '" onerror="x' })), /<img/);
});

test("two outputs of a cell never share an id", () => {
  const figure = shown({ "image/svg+xml": '<svg><title id="t">T</title></svg>' });
  const ids = elementsOf(render(figure, figure)).flatMap(
    ({ attributes }) => attributes["id"] ?? [],
  );
  assert.deepEqual(ids, ["run.1", "run.1.t", "run.2", "run.2.t"]);
});

const failed = {
  output_type: "error" as const,
  ename: "RangeError",
  evalue: "maxSize must be greater than 0, got 0",
  traceback: [
    `${ESC}[31mRangeError${ESC}[39m: maxSize must be greater than 0, got 0`,
    "    at new Queue (src/queue.ts:41:13)",
    "    at cell line 2",
  ],
};

test("an error says its message once, and marks where in the cell it came from", () => {
  const page = render(failed);
  assert.equal(page.match(/maxSize must be/g)?.length, 1);
  assert.match(page, /<mark>    at cell line 2<\/mark>/);
  assert.equal(withClass(page, "error").length, 1);
  assert.deepEqual(failingLines(code("run", "", [failed])), [2]);
});

test("nothing stands around the message of an error, whose lines are kept", () => {
  const page = render({ ...failed, evalue: "one\n  two" });
  assert.match(page, /<p class="error-name"><strong>RangeError<\/strong>: one\n  two<\/p>/);
});

test("an error without a traceback is only its message", () => {
  assert.doesNotMatch(render({ ...failed, traceback: [] }), /<pre/);
  assert.deepEqual(failingLines(code("run", "", [{ ...failed, traceback: [] }])), []);
});

test("of type errors every quoted line is marked; lines of other cells are not", () => {
  const error = {
    output_type: "error" as const,
    ename: "TypeScriptError",
    evalue: "2:7 - No. (TS2322) (and 1 more)",
    traceback: ["2:7 - No. (TS2322)", "> 2 | a;", "3:1 - No. (TS2322)", "> 3 | b;"],
  };
  assert.deepEqual(failingLines(code("run", "", [error])), [2, 3]);
  const elsewhere = { ...error, traceback: ["    at f (cell [1] line 9)", "    at cell line 4"] };
  assert.deepEqual(failingLines(code("run", "", [elsewhere])), [4]);
});
