import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./settled.ts";

test("markup that stays where it is put is left as it is written", () => {
  for (const markup of [
    "",
    "text &amp; <b>more</b>",
    '<p>a<br />b</p><img src="x" alt="" /><details open><summary>s</summary></details>',
    "<table>\n<thead><tr><th>a</th></tr></thead>\n<tbody><tr><td>b</td></tr></tbody>\n</table>",
    '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg><math><mi>x</mi></math>',
  ]) {
    assert.equal(settled(markup), markup);
  }
});

for (const [what, markup] of [
  [
    "a table in a table",
    "<pre><table>code<p></p><div><table><tr><td>a</table></div>b</table></pre>",
  ],
  ["a table that does not end", "<table><tr><td>a"],
  ["a paragraph that ends twice", "a</p>b</p>"],
  ["a formula that is left", "<math><mi><p>a</mi></math>"],
] as const) {
  test(`what a browser would move is written as the browser has it: ${what}`, () => {
    const once = settled(markup);
    assert.notEqual(once, markup);
    assert.equal(settled(once), once);
    const words = (text: string): string =>
      text
        .replace(/<[^>]*>/g, "")
        .split("")
        .sort()
        .join("");
    assert.equal(words(once), words(markup), "no word is lost");
  });
}
