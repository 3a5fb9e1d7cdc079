import assert from "node:assert/strict";
import { test } from "node:test";
import { code, lessonOf, text } from "../site/testing/notebooks.ts";
import {
  lineAddress,
  lineReference,
  lineReferenceProblems,
  lineReferences,
} from "./line-references.ts";
import { ruleProblems } from "./rules.ts";

const run = code("run", "one();\ntwo();\nthree();");
const lessonSaying = (source: string) => lessonOf("01-a", [text("story", source), run]);

test("a link names a cell and one line, or the first and the last of several", () => {
  assert.deepEqual(lineReference("#run:2"), { cellId: "run", from: 2, to: 2 });
  assert.deepEqual(lineReference("#first-run:3-12"), { cellId: "first-run", from: 3, to: 12 });
  for (const other of ["#run", "run:2", "#run:", "#run:a", "https://x.example/#run:2"]) {
    assert.equal(lineReference(other), undefined, other);
  }
  assert.equal(lineAddress({ cellId: "run", from: 2, to: 2 }), "run:2");
  assert.equal(lineAddress({ cellId: "run", from: 2, to: 3 }), "run:2-3");
});

test("references are found in the texts of a lesson, once each, and not in fenced code", () => {
  const lesson = lessonSaying(
    "See [a](#run:1-2), [b](#run:3).\n\n```md\n[c](#run:9)\n```\n\nAnd [a](#run:1-2) again, at [the cell](#run).",
  );
  assert.deepEqual(lineReferences(lesson).map(lineAddress), ["run:1-2", "run:3"]);
  assert.deepEqual(lineReferenceProblems(lesson), []);
});

for (const [href, rule] of [
  ["#run:4", /got #run:4: cell run has the lines 1 to 3/],
  ["#run:0-2", /got #run:0-2/],
  ["#run:3-2", /got #run:3-2/],
  ["#ran:1", /must name a code cell, got #ran:1: there is no such cell/],
  ["#story:1", /got #story:1: that cell holds text/],
] as const) {
  test(`${href} is refused with its place`, () => {
    const [problem, ...others] = lineReferenceProblems(
      lessonSaying(`First.\n\nSee [this](${href}) and more.`),
    );
    assert.match(problem?.message ?? "", rule);
    assert.match(problem?.message ?? "", /^notebooks\/01-a\.ipynb, cell story, line 3: /);
    assert.match(problem?.message ?? "", /3 \| See \[this\]/);
    assert.deepEqual(others, []);
  });
}

test("the check refuses them, too", () => {
  const problems = ruleProblems(lessonSaying("[x](#run:9)")).map(({ message }) => message);
  assert.ok(problems.some((message) => message.includes("#run:9")));
});
