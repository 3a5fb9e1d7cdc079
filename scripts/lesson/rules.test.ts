import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCells, formatProblems } from "./format.ts";
import { lessonOf } from "./course.ts";
import type { Cell, CellMetadata } from "./notebook.ts";
import { ruleProblems } from "./rules.ts";
import { newNotebook } from "./template.ts";
import { code, lesson, text } from "./testing.ts";

const complete = newNotebook(1, "A lesson");

/** What is wrong with the new lesson after a change of its cells. */
function after(change: (cells: Cell[]) => readonly Cell[]): string {
  const notebook = { ...complete, cells: change([...complete.cells]) };
  const problems = ruleProblems(lessonOf("notebooks/01-test.ipynb", notebook));
  return problems.map(({ message }) => message).join("\n");
}

function changing(
  id: string,
  change: (cell: Cell) => Partial<Cell>,
): (cells: Cell[]) => readonly Cell[] {
  return (cells) =>
    cells.map((cell) => (cell.id === id ? ({ ...cell, ...change(cell) } as Cell) : cell));
}

const tagged = (metadata: CellMetadata) => (): Partial<Cell> => ({ metadata });

test("a lesson made by npm run new breaks no rule", () => {
  assert.equal(
    after((cells) => cells),
    "",
  );
});

for (const tag of ["goal", "predict", "recall", "in-python"]) {
  test(`a lesson must have a cell tagged ${tag}`, () => {
    const said = after((cells) => cells.filter((cell) => !cell.metadata.tags?.includes(tag)));
    assert.match(said, new RegExp(`^notebooks/01-test.ipynb: must have a cell tagged ${tag}: `));
  });
}

test("a cell of more than 25 lines is refused with its length", () => {
  const said = after(changing("setup", () => ({ source: "1;\n".repeat(25) + "1;" })));
  assert.match(said, /cell setup: has 26 lines, a cell may have 25/);
});

test("an unknown tag is refused and the known ones are listed", () => {
  const said = after(changing("setup", tagged({ tags: ["predicts"] })));
  assert.match(said, /cell setup: has the unknown tag predicts: known are predict, exercise/);
});

test("a tag on the wrong kind of cell is refused", () => {
  assert.match(
    after(changing("setup", tagged({ tags: ["recall"] }))),
    /tag recall belongs on a markdown cell/,
  );
});

test("an id that is no readable address is refused", () => {
  assert.match(
    after((cells) => [...cells, text("A1_", "x")]),
    /cell A1_: the id of a cell is its address/,
  );
});

test("a cell that may fail must say with what message", () => {
  const said = after(changing("setup", tagged({ tags: ["raises-error"] })));
  assert.match(said, /cell setup: is tagged raises-error: metadata\.interleave\.error must hold/);
});

test("a cell that fails on purpose must tell Jupyter to go on after it", () => {
  const own = { interleave: { error: "boom" } };
  const said = after(changing("setup", tagged({ tags: ["raises-error"], ...own })));
  assert.match(said, /cell setup: the tags raises-error and raises-exception go together/);
  const both = ["raises-error", "raises-exception"];
  assert.equal(after(changing("setup", tagged({ tags: both, ...own }))), "");
});

test("an exercise without its solution is refused, naming what is there", () => {
  const said = after((cells) => cells.filter(({ id }) => id !== "solution-sum"));
  assert.match(said, /cell exercise-sum: exercise 1\.1 must have one .* got exercise, check$/);
});

test("one exercise is too few", () => {
  const said = after((cells) =>
    cells.filter((cell) => cell.metadata.interleave?.exercise !== "1.2"),
  );
  assert.match(said, /must have 2 to 4 exercises, got 1/);
});

test("a solution that is not folded, or holds two fences, is refused", () => {
  const fence = "```ts\n1;\n```\n";
  const said = after(changing("solution-sum", () => ({ source: fence + fence })));
  assert.match(said, /cell solution-sum: a solution must be folded/);
  assert.match(
    said,
    /cell solution-sum: a solution must hold one fence that starts with ```ts, got 2/,
  );
});

test("a cell that is not formatted is refused at its first such line, and can be formatted", async () => {
  const untidy = lesson(code("a", "const a = 1;\nconst b = {a:1}"));
  const [problem] = await formatProblems(untidy);
  assert.match(
    problem?.message ?? "",
    /cell a, line 2: is not formatted[\s\S]*2 \| const b = \{a:1\}/,
  );
  const formatted = await formatCells(untidy.notebook);
  assert.equal(formatted.cells[1]?.source, "const a = 1;\nconst b = { a: 1 };");
});

test("the cells of a new lesson are formatted", async () => {
  assert.deepEqual(await formatProblems(lessonOf("notebooks/01-test.ipynb", complete)), []);
});

test("how hard an exercise is is said by 1, 2 or 3, on the exercise alone", () => {
  const saying = (difficulty: unknown) => {
    const interleave = { exercise: "1.1", difficulty } as CellMetadata["interleave"];
    return { tags: ["exercise"], ...(interleave && { interleave }) };
  };
  assert.equal(after(changing("exercise-sum", tagged(saying(3)))), "");
  assert.match(
    after(changing("exercise-sum", tagged(saying("hard")))),
    /cell exercise-sum: metadata\.interleave\.difficulty must be 1, 2 or 3, got "hard"/,
  );
  assert.match(
    after(changing("setup", tagged({ interleave: { difficulty: 1 } }))),
    /cell setup: metadata\.interleave\.difficulty is for exercise cells/,
  );
});

test("a cell that imports from node/ must say that no page can run it", () => {
  const source = 'import { startModule } from "../node/processes/start-module.ts";';
  assert.match(
    after(changing("setup", () => ({ source }))),
    /cell setup: imports from \.\.\/node, which no page can run: tag it node-only/,
  );
  assert.equal(after(changing("setup", () => ({ source, metadata: { tags: ["node-only"] } }))), "");
});
