import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { readCourse } from "../../lesson/course.ts";
import { codeCells } from "../../lesson/notebook.ts";
import { code, lessonOf, text } from "../testing/notebooks.ts";
import { packed, type Hover } from "./hovers.ts";
import { hoverReader } from "./read-hovers.ts";
import { rememberedHovers } from "./remembered-hovers.ts";
import { firstSentence, shortType } from "./wording.ts";

const root = resolve(import.meta.dirname, "../../..");
const sample = lessonOf("06-sample", [
  text("title", "# A sample"),
  code("imports", 'import { Queue, lesson1 } from "../src";\nlesson1;'),
  code("use", "const data = new Queue<number>();\nawait data.put(1);"),
  code("fails", "const twice = 2;\nthrow new Error(`${twice}`);", [], {
    tags: ["raises-error"],
    interleave: { error: "2" },
  }),
  code("after", "const last = await data.get();\nlast;"),
]);
const hovers = hoverReader([sample], root)(sample);
const typeOf = (cell: string, word: string, line: number): string | undefined =>
  wordsOf(cell).find((one) => one.word === word && one.line === line)?.type;

function wordsOf(cell: string): (Hover & { word: string })[] {
  const lines = codeCells(sample.notebook)
    .find(({ id }) => id === cell)!
    .source.split("\n");
  return (hovers[cell] ?? []).map((one) => ({
    ...one,
    word: lines[one.line - 1]!.slice(one.start, one.start + one.length),
  }));
}

test("a name knows its type across cells, at its own line and column", () => {
  assert.equal(typeOf("use", "data", 1), "const data: Queue<number>");
  assert.equal(typeOf("after", "last", 2), "const last: number");
  assert.equal(typeOf("after", "last", 1), "const last: number");
});

test("what the library exports comes with the promise of its doc comment", () => {
  const put = wordsOf("use").find(({ word }) => word === "put");
  assert.match(put?.type ?? "", /^\(method\) Queue<number>\.put\(/);
  assert.match(put?.doc ?? "", /^Adds an item/);
  assert.doesNotMatch(put?.doc ?? "", /\. [A-Z]/);
});

test("an import is said to be what was imported, and no path of this machine is told", () => {
  assert.match(typeOf("imports", "Queue", 1) ?? "", /^class Queue/);
  assert.equal(typeOf("imports", "lesson1", 2), "namespace lesson1");
  assert.doesNotMatch(JSON.stringify(hovers), /\/work\/|node_modules|file:/);
});

test("a cell that fails on purpose has its types, and what follows it keeps its own", () => {
  assert.equal(typeOf("fails", "twice", 1), "const twice: 2");
  assert.equal(typeOf("after", "data", 1), "const data: Queue<number>");
});

test("a text that occurs often travels once", () => {
  const { texts, cells } = packed(hovers);
  assert.equal(new Set(texts.map((one) => JSON.stringify(one))).size, texts.length);
  const [line, start, length, index] = cells["use"]![0]!;
  assert.deepEqual([line, start, length], [1, 6, 4]);
  assert.equal(texts[index]![0], "const data: Queue<number>");
});

test("every name in the code cells of the course has a type", async () => {
  const { lessons, pages } = await readCourse(root);
  const all = [...lessons, ...pages];
  const read = hoverReader(all, root);
  for (const lesson of all) {
    const found = read(lesson);
    for (const { id, source } of codeCells(lesson.notebook)) {
      const known = (found[id] ?? []).map((one) => `${one.line}:${one.start}+${one.length}`);
      assert.deepEqual(known, namesIn(source), `${lesson.slug}, cell ${id}`);
    }
  }
});

/** The names of a text as TypeScript's parser finds them; the const of `as const` is no name. */
function namesIn(source: string): string[] {
  // Outside of a module `await (…)` would be a call of something named await.
  const text = `${source}\nexport {};`;
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text !== "const") {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}:${character}+${node.getWidth()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test("what is kept is not read again, and a change in a cell is", async () => {
  const kept = new Map<string, string>();
  let made = 0;
  const keep = async (
    kind: string,
    parts: unknown,
    make: () => string | Promise<string>,
  ): Promise<string> => {
    const key = kind + JSON.stringify(parts);
    if (!kept.has(key)) made += 1;
    const value = kept.get(key) ?? (await make());
    kept.set(key, value);
    return value;
  };
  const first = await rememberedHovers([sample], root, keep);
  assert.deepEqual(await rememberedHovers([sample], root, keep), first);
  assert.equal(made, 1);
  const changed = lessonOf("06-sample", [code("use", "const data = 1;")]);
  const again = await rememberedHovers([changed], root, keep);
  assert.equal(made, 2);
  assert.equal(again.get("06-sample")?.["use"]?.[0]?.type, "const data: 1");
});

test("of a doc comment the first sentence is told, without its marks", () => {
  assert.equal(
    firstSentence("Waits for `ms` (e.g. 5.5 of them). Then more.\n\nAnd more."),
    "Waits for ms (e.g. 5.5 of them).",
  );
  assert.equal(firstSentence("How long,\nin milliseconds"), "How long, in milliseconds");
  assert.equal(firstSentence(""), "");
});

test("a type that is too long to help is cut", () => {
  const long = shortType(`const x: ${"a | ".repeat(200)}b`, "/p");
  assert.ok(long.length <= 300 && long.endsWith("…"));
});
