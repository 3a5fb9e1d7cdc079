import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { forgetAll, keep, recall } from "../store.ts";
import { exported, imported } from "./transfer.ts";

// Without a browser's storage the store keeps everything as long as the page, which is what these tests need.
Object.assign(globalThis, { self: globalThis });

const edit = (reader: string) => ({ author: "1;", reader });

beforeEach(() => {
  forgetAll();
  keep("01-a", () => ({ read: true, ran: ["x"], solved: ["1.1"], edits: { x: edit("2;") } }));
});

test("what was saved as a file comes back from it", () => {
  const file = exported();
  forgetAll();
  assert.equal(recall("01-a").read, false);
  assert.deepEqual(imported(file), { lessons: 1, keptHere: 0, lasting: false });
  assert.equal(exported(), file);
});

test("loading adds to what is here and overwrites nothing", () => {
  const file = exported();
  forgetAll();
  keep("01-a", () => ({ ran: ["y"], solved: ["1.2"], edits: { x: edit("3;") } }));
  assert.equal(imported(file).keptHere, 1);
  const { read, ran, solved, edits } = recall("01-a");
  assert.deepEqual([read, ran, solved], [true, ["y", "x"], ["1.1", "1.2"]]);
  assert.deepEqual(edits["x"], edit("3;"));
});

const record = { read: true, ran: [], solved: [], answers: {}, edits: {} };
const file = (changes: object): string =>
  JSON.stringify({ format: "interleave-progress", version: 1, lessons: {}, ...changes });
const bad: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ["no JSON", "{", /not JSON/],
  ["a picture", "\u0089PNG\r\n", /not JSON/],
  ["null", "null", /not a file of this course/],
  ["another JSON file", '{"name":"x"}', /not a file of this course.s progress \(at format\)/],
  ["a later version", file({ version: 2 }), /version that this page does not know/],
  ["a lesson that is none", file({ lessons: { "01-a": 3 } }), /lessons\.01-a/],
  ["a number for a text", file({ lessons: { "01-a": { ...record, ran: [1] } } }), /ran\.0/],
  [
    "half an edit",
    file({ lessons: { "01-a": { ...record, edits: { x: { author: "1" } } } } }),
    /edits\.x/,
  ],
  ["a name with a path", file({ lessons: { "../x": record } }), /no lesson can have/],
  ["a good lesson beside a bad one", file({ lessons: { "02-b": record, "03-c": {} } }), /03-c/],
  ["too much", " ".repeat(5_000_000), /larger than 4 MB/],
];

for (const [what, text, says] of bad) {
  test(`${what} is refused with a reason, and nothing changes`, () => {
    const before = exported();
    assert.throws(() => imported(text), says);
    assert.equal(exported(), before);
  });
}
