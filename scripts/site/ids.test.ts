import assert from "node:assert/strict";
import { test } from "node:test";
import { PageIds } from "./ids.ts";

test("a heading's id reads like its words", () => {
  assert.equal(new PageIds().claim("What you’ll build: a `Queue`!"), "what-you-ll-build-a-queue");
});

test("the second heading with the same words gets a number, and so does one named like a cell", () => {
  const ids = new PageIds(["picture"]);
  assert.deepEqual(
    ["Recall", "Recall", "Picture"].map((text) => ids.claim(text)),
    ["recall", "recall-2", "picture-2"],
  );
});

test("a heading without words still has an id", () => {
  assert.equal(new PageIds().claim("***"), "section");
});
