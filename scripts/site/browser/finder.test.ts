import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchDocument } from "../search/documents.ts";
import { contextOf, finder } from "./finder.ts";

function place(
  title: string,
  text: string,
  kind: SearchDocument["kind"] = "section",
): SearchDocument {
  return { address: `a.html#${title}`, title, where: "A lesson", kind, text };
}

const places = [
  place("sleepSync", "sleepSync(ms): void", "library"),
  place("sleep", "sleep(ms): Promise", "library"),
  place("Waiting", "Who waits lets others run. A task may sleep."),
  place("Code cell 1", "const loop = new EventLoop();\nloop.createTask(main);", "code"),
  place("task", "An async function being run.", "term"),
];
const find = finder(places);
const titles = (query: string): string[] => find(query, 10).map(({ place: { title } }) => title);

test("what is called exactly so comes first", () => {
  assert.equal(titles("sleep")[0], "sleep");
  assert.equal(titles("task")[0], "task");
});

test("a name is found by its words, a word by its beginning, and with a slip of the pen", () => {
  assert.ok(titles("task").includes("Code cell 1"));
  assert.ok(titles("createt").includes("Code cell 1"));
  assert.ok(titles("waitign").includes("Waiting"));
});

test("every word must be there, and nothing finds nothing", () => {
  assert.deepEqual(titles("sleep others"), ["Waiting"]);
  assert.deepEqual(titles("sleep zzq"), []);
  assert.deepEqual(titles(""), []);
});

test("no more than asked for", () => {
  assert.equal(find("s", 1).length, 1);
});

test("the context shows where the words stand, and marks them", () => {
  const text = `${"before ".repeat(60)}the queue is full ${"after ".repeat(60)}`;
  const pieces = contextOf({ text, kind: "section" }, ["queue"]);
  assert.deepEqual(
    pieces.filter(({ hit }) => hit).map((piece) => piece.text),
    ["queue"],
  );
  const whole = pieces.map((piece) => piece.text).join("");
  assert.match(whole, /^… before.* the queue is full after.* …$/);
  assert.ok(whole.length < 200);
});

test("of code the line is shown on which the words stand", () => {
  const [found] = find("createTask", 1);
  assert.equal(found?.context.map((piece) => piece.text).join(""), "loop.createTask(main);");
});

test("what is looked for is text, never a pattern", () => {
  assert.doesNotThrow(() => find("a(b [c", 5));
  assert.deepEqual(contextOf({ text: "a+b", kind: "section" }, ["+"])[1], { text: "+", hit: true });
});
