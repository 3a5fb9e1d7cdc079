import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import slugify from "@sindresorhus/slugify";
import { readCourse } from "../../lesson/course.ts";
import { hasTag } from "../../lesson/notebook.ts";

const { pages } = await readCourse(resolve(import.meta.dirname, "../../.."));
const cells = pages.find(({ slug }) => slug === "asyncio")?.notebook.cells ?? [];

/** The first cell of each row of the map: name and anchor. */
const rows = cells
  .filter(({ id }) => id === "map")
  .flatMap(({ source }) => [...source.matchAll(/^\| \[([^\]]+)\]\(#([^)]+)\)/gm)])
  .map(([, name = "", anchor = ""]) => ({ name, anchor }));

const sections = cells.flatMap(({ source }, index) => {
  const name = /^## (.*)/.exec(source)?.[1];
  return name === undefined || name === "The map" ? [] : [{ name, index }];
});

test("each row of the map has a section of its name, in the same order, and each section a row", () => {
  assert.ok(rows.length >= 12);
  assert.deepEqual(
    rows.map(({ name }) => name),
    sections.map(({ name }) => name),
  );
  for (const { name, anchor } of rows) assert.equal(slugify(anchor), slugify(name));
});

test("each section says it in Python, and has a cell that runs and prints", () => {
  for (const { name, index } of sections) {
    assert.match(cells[index]?.source ?? "", /^```python$/m, name);
    const cell = cells[index + 1];
    assert.ok(cell?.cell_type === "code" && cell.outputs.length > 0, name);
    assert.ok(!hasTag(cell, "real-time"), name);
  }
});

test("a row has a word for each column", () => {
  const lines = cells.find(({ id }) => id === "map")?.source.split("\n") ?? [];
  for (const line of lines.filter((one) => one.startsWith("|"))) {
    const columns = line.split(" | ");
    assert.equal(columns.length, 5, line);
  }
});
