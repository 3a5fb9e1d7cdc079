import assert from "node:assert/strict";
import { test } from "node:test";
import { staleCells, type CellRun } from "./stale.ts";

const ran = (ranAt: number, changes: Partial<CellRun> = {}): CellRun => ({
  text: "a",
  ranText: "a",
  ranAt,
  changedAt: 0,
  ...changes,
});
const never: CellRun = { text: "a", ranText: undefined, ranAt: 0, changedAt: 0 };

test("cells that ran in order are up to date, and so are cells that never ran", () => {
  assert.deepEqual([...staleCells([ran(1), ran(2), never])], []);
});

test("a changed cell is out of date, and so is what ran below it; changed back, nothing is", () => {
  assert.deepEqual([...staleCells([ran(1), ran(2, { text: "b" }), ran(3)])], [1, 2]);
  assert.deepEqual([...staleCells([ran(1), ran(2, { text: "a" }), ran(3)])], []);
});

test("a cell that ran again with another text puts those below it out of date until they run again", () => {
  const changed = ran(4, { text: "b", ranText: "b", changedAt: 4 });
  assert.deepEqual([...staleCells([changed, ran(2), ran(3)])], [1, 2]);
  assert.deepEqual([...staleCells([changed, ran(5), ran(3)])], [2]);
});

test("a change in a cell that did not run concerns nobody, nor does one below", () => {
  assert.deepEqual([...staleCells([{ ...never, text: "b" }, ran(1)])], []);
  assert.deepEqual([...staleCells([ran(1), ran(2, { text: "b" })])], [1]);
});
