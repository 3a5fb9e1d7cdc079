import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../kernel/output.ts";
import { compareOutputs } from "./compare.ts";
import type { Cell, CellMetadata } from "./notebook.ts";
import { code, lesson } from "./testing.ts";

const out = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

/** What comparing one cell's outputs says. */
function compared(
  committed: readonly Output[],
  got: readonly Output[],
  metadata: CellMetadata = {},
) {
  const cell = { ...code("a", "1;", metadata), outputs: committed } as Cell;
  const runs = [{ id: "a", status: "ok" as const, outputs: got }];
  return compareOutputs(lesson(cell), runs, "/project").map(({ message }) => message);
}

test("the same output in other pieces is the same", () => {
  assert.deepEqual(compared([out("a"), out("b")], [out("ab")]), []);
});

test("a difference shows the first line that differs, as expected and as it came", () => {
  assert.deepEqual(compared([out("one\ntwo\n")], [out("one\nthree\n")]), [
    "notebooks/01-test.ipynb, cell a: its output differs from the file's in line 2 of the output: " +
      "if that is meant, run npm run check -- --write\n" +
      "    expected | stdout: two\n    got      | stdout: three",
  ]);
});

test("a missing line is said to be missing", () => {
  assert.match(compared([out("one\ntwo")], [out("one")])[0] ?? "", /got +\| \(no such line\)/);
});

test("one byte in a long line is shown with what surrounds it", () => {
  const [said = ""] = compared([out(`${"x".repeat(5000)}1`)], [out(`${"x".repeat(5000)}2`)]);
  assert.match(said, /expected \| x+1\n +got +\| x+2$/);
  assert.ok(said.length < 700);
});

test("another order of streams is a difference", () => {
  const err: Output = { output_type: "stream", name: "stderr", text: "b" };
  assert.equal(compared([out("a"), err], [err, out("a")]).length, 1);
});

test("a cell that never ran in the file is said to have no output", () => {
  const ran = { ...code("a", "1;"), outputs: [out("a")] } as Cell;
  const runs = ["a", "b"].map((id) => ({ id, status: "ok" as const, outputs: [out("a")] }));
  const [problem] = compareOutputs(lesson(ran, code("b", "1;")), runs, "/project");
  assert.match(problem?.message ?? "", /cell b: has no output in the file, but prints some/);
});

test("a lesson that never ran is one problem, however many cells it has", () => {
  const runs = ["a", "b"].map((id) => ({ id, status: "ok" as const, outputs: [out("a")] }));
  const problems = compareOutputs(lesson(code("a", "1;"), code("b", "1;")), runs, "/project");
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["notebooks/01-test.ipynb: holds no outputs yet: run npm run check -- --write"],
  );
});

test("a real-time cell only has to have run", () => {
  assert.deepEqual(compared([out("12 ms")], [out("13 ms")], { tags: ["real-time"] }), []);
});
