import assert from "node:assert/strict";
import { test } from "node:test";
import { parseNotebook } from "./read.ts";
import { code, notebook, text } from "./testing.ts";
import { writeNotebook } from "./write.ts";

test("what was written is read back as the same lesson, and written alike again", () => {
  const written = writeNotebook(notebook(text("a", "# A\n\nb\n"), code("c", "1;\n2;")));
  assert.equal(writeNotebook(parseNotebook(written, "x")), written);
});

test("texts are lists of lines, keys are sorted, the file ends with one line end", () => {
  const written = writeNotebook(notebook(code("c", "1;\n2;")));
  const { cells } = JSON.parse(written) as { cells: [Record<string, unknown>] };
  assert.deepEqual(cells[0]["source"], ["1;\n", "2;"]);
  assert.deepEqual(Object.keys(cells[0]), [...Object.keys(cells[0])].sort());
  assert.match(written, /^\{\n "cells": \[\n[\s\S]*\}\n$/);
});

test("code cells are counted from 1, whatever a front end counted", () => {
  const counted = { ...code("b", "2;"), execution_count: 17 } as ReturnType<typeof code>;
  const written = writeNotebook(notebook(code("a", "1;"), text("t", "x"), counted));
  const counts = [...written.matchAll(/"execution_count": (\d+)/g)].map((match) => match[1]);
  assert.deepEqual(counts, ["1", "2"]);
});

test("metadata that is not the lesson's own is left out", () => {
  const metadata = {
    tags: ["predict"],
    scrolled: true,
    execution: { "iopub.status.busy": "today" },
  };
  const written = writeNotebook({
    ...notebook(code("a", "1;", metadata)),
    metadata: { kernelspec: { name: "tslab" }, vscode: { what: "ever" } },
  });
  assert.doesNotMatch(written, /scrolled|iopub|vscode/);
  assert.match(written, /"tags": \[\n\s+"predict"\n/);
});

test("an SVG is split into lines, JSON is not", () => {
  const data = { "image/svg+xml": "<svg>\n</svg>", "application/json": { a: "b\nc" } };
  const cell = {
    ...code("a", "1;"),
    outputs: [{ output_type: "display_data" as const, data, metadata: {} }],
  } as ReturnType<typeof code>;
  const written = writeNotebook(notebook(cell));
  const json = JSON.parse(written) as { cells: [{ outputs: [{ data: unknown }] }] };
  assert.deepEqual(json.cells[0].outputs[0].data, {
    "application/json": { a: "b\nc" },
    "image/svg+xml": ["<svg>\n", "</svg>"],
  });
  assert.equal(writeNotebook(parseNotebook(written, "x")), written);
});
