import assert from "node:assert/strict";
import { test } from "node:test";
import { answersIn, questionsIn, toldBy, withAnswers } from "./predictions.ts";

const cell = [
  'predict("1.b", null); // how long does the whole program take?',
  'predict("1.c", null); // "A" or "B"',
].join("\n");

test("a cell asks for what it predicts, in the words of its comments", () => {
  assert.deepEqual(questionsIn(cell), [
    { id: "1.b", text: "how long does the whole program take?" },
    { id: "1.c", text: '"A" or "B"' },
  ]);
  assert.deepEqual(questionsIn('reveal("1.b", 3);'), []);
});

test("answers are written as numbers, as true and false, and else as texts", () => {
  const answered = (answer: string): string =>
    withAnswers('predict("1.b", null);', { "1.b": answer });
  assert.equal(answered("12.5"), 'predict("1.b", 12.5);');
  assert.equal(answered(" true "), 'predict("1.b", true);');
  assert.equal(answered("slow,fast"), 'predict("1.b", "slow,fast");');
  assert.equal(answered('"3"'), 'predict("1.b", "3");');
  assert.equal(answered('a"); evil(); ("'), 'predict("1.b", "a\\"); evil(); (\\"");');
});

test("an answer replaces its own null and nothing else; an empty one replaces nothing", () => {
  assert.equal(withAnswers(cell, { "1.c": "A" }), cell.replace('"1.c", null', '"1.c", "A"'));
  assert.equal(withAnswers(cell, { "1.c": "  ", "9.z": "1" }), cell);
  const again = withAnswers(withAnswers(cell, { "1.b": "3" }), { "1.b": "4" });
  assert.equal(again, cell.replace('"1.b", null', '"1.b", 4'));
});

test("what was answered in the code counts, null does not", () => {
  assert.deepEqual(answersIn(withAnswers(cell, { "1.c": "B" })), { "1.c": "B" });
});

test("the outputs from the question to the reveal tell the answer, others do not", () => {
  const told = toldBy([
    { id: "before", source: "1;" },
    { id: "ask", source: cell },
    { id: "run", source: "run();" },
    { id: "half", source: 'reveal("1.c", "A");' },
    { id: "all", source: 'reveal("1.b", 30);' },
    { id: "after", source: "2;" },
  ]);
  assert.deepEqual(
    [...told],
    [
      ["run", ["1.b", "1.c"]],
      ["half", ["1.b", "1.c"]],
      ["all", ["1.b"]],
    ],
  );
});

test("a prediction that is never revealed covers nothing", () => {
  assert.deepEqual(
    [
      ...toldBy([
        { id: "ask", source: cell },
        { id: "run", source: "1;" },
      ]),
    ],
    [],
  );
});
