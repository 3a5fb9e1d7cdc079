import assert from "node:assert/strict";
import { test } from "node:test";
import { textProblems } from "./text-problems.ts";
import type { Cell } from "./notebook.ts";
import { code, lesson, projectRoot, text } from "./testing.ts";

function problems(...cells: readonly Cell[]): string[] {
  const { types, lint } = textProblems([lesson(...cells)], projectRoot);
  return [...types, ...lint].map(({ message }) => message);
}

test("cells that use one another, the library and the kernel's display are free of problems", () => {
  const found = problems(
    code("imports", 'import { display } from "tslab";\nimport { sum } from "../src";'),
    code("use", "const total = sum([1, 2]);\ndisplay.html(`<b>${total}</b>`);"),
    code("answer", "await Promise.resolve(total);\ntotal;"),
  );
  assert.deepEqual(found, []);
});

test("a type error names notebook, cell, line and the source line", () => {
  const found = problems(
    code("one", "const word = 'seven';\n"),
    code("two", "1;\nconst count: number = word;"),
  );
  assert.deepEqual(found, [
    "notebooks/01-test.ipynb, cell two, line 2: type error TS2322: " +
      "Type 'string' is not assignable to type 'number'.\n    2 | const count: number = word;",
  ]);
});

test("cells are checked strictly", () => {
  const found = problems(
    code("a", "const first = [1][0];\nfirst.toFixed();\nfunction f(x) {\n  return x;\n}"),
  );
  assert.match(found[0] ?? "", /line 2: .*possibly 'undefined'/);
  assert.match(found[1] ?? "", /line 3: .*implicitly has an 'any' type/);
});

test("the page's own names are not there in a cell", () => {
  assert.match(problems(code("a", "document.title;"))[0] ?? "", /Cannot find name 'document'/);
});

test("a floating promise is found by the linter, at its line", () => {
  const found = problems(code("a", "async function f() {\n  await null;\n}"), code("b", "f();"));
  const rules = found.map((message) => message.replace(/\n[\s\S]*/, ""));
  assert.equal(rules.length, 2);
  assert.match(rules.join("\n"), /cell a, line 2: .*\(@typescript-eslint\/await-thenable\)/);
  assert.match(rules.join("\n"), /cell b, line 1: .*\(@typescript-eslint\/no-floating-promises\)/);
});

test("a name that two cells declare is refused once, naming both cells", () => {
  const found = problems(code("first", "const queue = 1;"), code("second", "2;\nconst queue = 3;"));
  assert.deepEqual(found, [
    'notebooks/01-test.ipynb, cell second, line 2: "queue" is declared here and in cell first, line 1: ' +
      "give one of them another name\n    2 | const queue = 3;",
  ]);
});

test("a name that two cells import is refused as well", () => {
  const line = 'import { sum } from "../src";';
  assert.match(
    problems(code("a", line), code("b", line))[0] ?? "",
    /"sum" is declared here and in cell a/,
  );
});

test("a cell that fails on purpose is no part of the module", () => {
  const metadata = { tags: ["raises-error"], interleave: { error: "boom" } };
  assert.deepEqual(problems(code("a", "const x: number = 'boom';", metadata)), []);
});

test("a solution is checked in the place of its starter, at its line in the cell", () => {
  const own = { exercise: "1.1" };
  const found = problems(
    code("starter", "function answer(): number {\n  return 0;\n}", {
      tags: ["exercise"],
      interleave: own,
    }),
    code("check", "answer();", { tags: ["check"], interleave: own }),
    text("solved", "Look:\n\n```ts\nfunction answer(): number {\n  return 'x';\n}\n```", {
      tags: ["solution"],
      interleave: own,
    }),
  );
  assert.equal(found.length, 1);
  assert.match(found[0] ?? "", /cell solved, line 5: type error TS2322[\s\S]*5 \|   return 'x';/);
});

test("a mistake of syntax is reported once", () => {
  const found = problems(code("a", "const = 3;"), code("b", "f();"));
  assert.match(found.join("\n"), /cell a, line 1: type error TS1134/);
  assert.doesNotMatch(found.join("\n"), /cell b/);
});
