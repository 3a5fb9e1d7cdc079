import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookSchema, violationOfCell, violationOfNotebook } from "./schema.ts";

/** Keywords that draft-04 and draft-07 read differently. */
const changed = ["exclusiveMinimum", "exclusiveMaximum", "id", "dependencies"];

test("the official schema uses no keyword whose meaning changed after draft-04", () => {
  assert.equal(notebookSchema()["$schema"], "http://json-schema.org/draft-04/schema#");
  assert.deepEqual(
    [...keywordsOf(notebookSchema())].filter((key) => changed.includes(key)),
    [],
  );
});

test("a notebook without metadata breaks the schema", () => {
  const said = violationOfNotebook({ nbformat: 4, nbformat_minor: 5, cells: [] });
  assert.match(said ?? "", /must have required property 'metadata'/);
});

test("a cell is judged by the definition of its own kind", () => {
  const cell = { cell_type: "code", id: "a", metadata: {}, source: "", outputs: [] };
  assert.match(violationOfCell(cell) ?? "", /execution_count/);
  assert.equal(violationOfCell({ ...cell, execution_count: null }), undefined);
});

test("a dot in a cell id breaks the schema", () => {
  const cell = { cell_type: "markdown", id: "a.b", metadata: {}, source: "" };
  assert.match(violationOfCell(cell) ?? "", /id must match pattern/);
});

/** The keys of all schemas in a schema; names of properties are not keywords. */
function keywordsOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (!Array.isArray(schema)) found.add(key);
    const named = ["properties", "patternProperties", "definitions"].includes(key);
    for (const inner of named ? Object.values(value as object) : [value]) keywordsOf(inner, found);
  }
  return found;
}
