import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { lessonErrorsOf } from "./error.ts";
import { parseNotebook, readNotebook } from "./read.ts";
import { code, notebook, projectRoot } from "./testing.ts";
import { writeNotebook } from "./write.ts";

const fixtures = join(projectRoot, "scripts/testdata/lessons");

async function refusalOf(name: string): Promise<string> {
  const read = readNotebook(join(fixtures, `${name}.ipynb`), `notebooks/${name}.ipynb`);
  return await read.then(
    () => "read without complaint",
    (error: unknown) => messageOf(error),
  );
}

function messageOf(error: unknown): string {
  return lessonErrorsOf(error)
    .map(({ message }) => message)
    .join("\n\n");
}

function refusalOfText(text: string): string {
  try {
    parseNotebook(text, "notebooks/01-x.ipynb");
    return "read without complaint";
  } catch (error) {
    return messageOf(error);
  }
}

const plain = writeNotebook(notebook(code("one", "1;\n2;")));

/** The plain notebook with its JSON changed. */
function changed(
  change: (json: { cells: Record<string, unknown>[] } & Record<string, unknown>) => void,
) {
  const json = JSON.parse(plain) as Parameters<typeof change>[0];
  change(json);
  return JSON.stringify(json);
}

test("a source in lines is read as one text", () => {
  assert.equal(parseNotebook(plain, "x").cells[0]?.source, "1;\n2;");
});

test("broken JSON is refused with the line and what stands there", async () => {
  const said = await refusalOf("broken-json");
  assert.match(
    said,
    /^notebooks\/broken-json\.ipynb, line \d+: is not a notebook, its JSON is broken/,
  );
  assert.match(said, /cannot stand at column \d+\n +\d+ \| /);
});

test("a notebook without cells is refused by that name", async () => {
  assert.equal(
    await refusalOf("no-cells"),
    'notebooks/no-cells.ipynb: is not a notebook: the key "cells" is missing',
  );
});

test("another kernel is refused with the one it names and the one it needs", async () => {
  assert.match(
    await refusalOf("wrong-kernel"),
    /must be "tslab", got "python3": choose the kernel/,
  );
});

test("bytes that are not UTF-8 are refused", async () => {
  assert.match(await refusalOf("not-utf8"), /must be UTF-8/);
});

test("a missing file is refused by its path", async () => {
  assert.match(await refusalOf("there-is-none"), /there-is-none\.ipynb: cannot be read \(ENOENT\)/);
});

test("an older format is refused with the version that came", () => {
  assert.match(
    refusalOfText(changed((json) => (json["nbformat_minor"] = 4))),
    /nbformat 4\.5, got 4\.4/,
  );
});

test("a merge conflict is refused as what it is", () => {
  const text = plain.replace("{\n", "{\n<<<<<<< HEAD\n");
  assert.match(refusalOfText(text), /line 2: holds an unresolved merge conflict/);
});

test("a cell without an id, and one whose id is taken, are refused", () => {
  const without = changed(({ cells }) => delete cells[0]?.["id"]);
  assert.match(refusalOfText(without), /the 1\. cell \(code\) must have an id/);
  const twice = changed(({ cells }) => cells.push({ ...cells[0] }));
  assert.match(refusalOfText(twice), /cell one: cell ids must be unique, .* cells 1 and 2/);
});

test("an output that breaks the schema is refused with its cell and the reason", () => {
  const text = changed(({ cells }) =>
    Object.assign(cells[0] ?? {}, { outputs: [{ output_type: "stream" }] }),
  );
  assert.match(
    refusalOfText(text),
    /cell one: breaks the nbformat 4\.5 schema: .*required property/,
  );
});

test("every broken cell is named, not only the first", () => {
  const text = changed(({ cells }) => {
    cells.push({ cell_type: "raw", id: "two", metadata: {}, source: "" });
    delete cells[0]?.["source"];
  });
  assert.match(
    refusalOfText(text),
    /cell one: [\s\S]*cell two: must be a markdown or a code cell, got raw/,
  );
});
