import assert from "node:assert/strict";
import { test } from "node:test";
import { remembering } from "./remembering.ts";

test("each text is worked on once, until others have taken its place", () => {
  const made: string[] = [];
  const long = remembering((text) => {
    made.push(text);
    return text.length;
  });
  assert.deepEqual([long("abc"), long("abc"), long("")], [3, 3, 0]);
  assert.deepEqual(made, ["abc", ""]);
  for (let count = 0; count < 3_000; count += 1) {
    long(`other ${count}`);
    if (count % 1_000 === 0) long("abc");
  }
  assert.deepEqual([long("abc"), long("")], [3, 0]);
  assert.deepEqual(
    made.filter((text) => text.length < 4),
    ["abc", "", ""],
  );
});

test("what throws is tried again", () => {
  const failing = remembering((text): string => {
    throw new Error(text);
  });
  assert.throws(() => failing("one"), /one/);
  assert.throws(() => failing("one"), /one/);
});
