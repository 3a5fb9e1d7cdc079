import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../kernel/output.ts";
import { withOutputs } from "./execute.ts";
import { staleFigures, withNotes, withoutKnownFigures } from "./measured.ts";
import { lessonOf } from "./course.ts";
import type { Cell, Notebook } from "./notebook.ts";
import { code, notebook, text } from "./testing.ts";

const tags = ["real-time", "node-only"];
const out = (printed: string): readonly Output[] => [
  { output_type: "stream", name: "stdout", text: printed },
];
const ran = (printed: string) => [
  { id: "setup", status: "ok" as const, outputs: out("same\n") },
  { id: "load", status: "ok" as const, outputs: out(printed) },
];

/** As `npm run check -- --write` writes a run. */
function written(before: Notebook, printed: string): Notebook {
  const fresh = withoutKnownFigures(before, ran(printed));
  return withNotes(withOutputs(before, fresh), fresh);
}

const printedBy = ({ cells }: Notebook): unknown =>
  cells.flatMap((cell) => ("outputs" in cell ? [cell.outputs] : []));

const problemsOf = (given: Notebook): string[] =>
  staleFigures(lessonOf("notebooks/01-test.ipynb", given)).map(({ message }) => message);

const setup = code("setup", "const clients = 20;");
const before = notebook(text("title", "# T"), setup, code("load", "clients;", { tags }));

test("figures stay as they were measured, with their machine, while the code is the same", () => {
  const first = written(before, "21 per second");
  const measured = first.cells[2]?.metadata.interleave?.measured;
  assert.match(measured?.on ?? "", /^Node \d+\.\d+\.\d+, \d+ cores of .+ at load \d/);
  assert.deepEqual(written(first, "19 per second"), first);
  assert.deepEqual(problemsOf(first), []);
});

test("with other code in an earlier cell they are stale, and measured anew", () => {
  const first = written(before, "21 per second");
  const cells = first.cells.map((cell): Cell =>
    cell.id === "setup" ? { ...cell, source: "const clients = 200;" } : cell,
  );
  const changed = { ...first, cells };
  assert.deepEqual(problemsOf(changed), [
    "notebooks/01-test.ipynb, cell load: its figures were not measured with the code above them: " +
      "run npm run check -- --write",
  ]);
  const again = written(changed, "212 per second");
  assert.deepEqual(printedBy(again), [out("same\n"), out("212 per second")]);
  assert.deepEqual(problemsOf(again), []);
});

test("who clears an output in Jupyter has it measured anew", () => {
  const first = written(before, "21 per second");
  const cells = first.cells.map((cell): Cell =>
    "outputs" in cell ? { ...cell, outputs: [] } : cell,
  );
  const again = written({ ...first, cells }, "20 per second");
  assert.deepEqual(printedBy(again), [out("same\n"), out("20 per second")]);
});

test("a cell that is no longer measured loses the note", () => {
  const first = written(before, "21 per second");
  const cells = first.cells.map((cell): Cell =>
    cell.id === "load" ? { ...cell, metadata: { ...cell.metadata, tags: [] } } : cell,
  );
  const again = written({ ...first, cells }, "21 per second");
  assert.equal(again.cells[2]?.metadata.interleave?.measured, undefined);
});
