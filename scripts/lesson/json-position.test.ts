import assert from "node:assert/strict";
import { test } from "node:test";
import { firstJsonMistake } from "./json-position.ts";

const cases: readonly [string, number, number][] = [
  ["nope", 1, 2],
  ['{"a":1,}', 1, 8],
  ["[1 2]", 1, 4],
  ['{\n "a": [1,\n  }\n}', 3, 3],
  ['{"a": trx}', 1, 9],
];

for (const [text, line, column] of cases) {
  test(`the mistake in ${JSON.stringify(text)} is found at ${line}:${column}`, () => {
    const { line: gotLine, column: gotColumn } = firstJsonMistake(text);
    assert.deepEqual([gotLine, gotColumn], [line, column]);
  });
}

test("a text that ends too early is said to end", () => {
  for (const text of ["", "{", '{"a"', '["ab', "[1,\n"]) {
    assert.equal(firstJsonMistake(text).endOfText, true, text);
  }
});
