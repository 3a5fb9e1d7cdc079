/** Where the beliefs of the curriculum's table D die: a cell of a lesson prints what contradicts each of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../kernel/output.ts";
import { readCourse } from "./course.ts";
import { codeCells, type Notebook } from "./notebook.ts";
import { projectRoot } from "./testing.ts";

interface Misconception {
  /** Its number in the table. */
  readonly number: number;
  readonly belief: string;
  readonly lesson: number;
  readonly cell: string;
  /** A part of what the cell prints, whatever the width of its blanks. */
  readonly prints: string;
}

const misconceptions: readonly Misconception[] = [
  {
    number: 1,
    belief: "a callback's result can be read on the next line",
    lesson: 2,
    cell: "callback",
    prints: "on the next line: empty",
  },
  {
    number: 2,
    belief: "an async function returns its value",
    lesson: 2,
    cell: "weigh",
    prints: "the call gives [object Promise]",
  },
  {
    number: 3,
    belief: "await in a loop runs things together",
    lesson: 2,
    cell: "begin",
    prints: "| await each call | 60 |",
  },
  {
    number: 3,
    belief: "await in a loop runs things together",
    lesson: 4,
    cell: "together",
    prints: "in turn: 60 ms; together: 20 ms",
  },
  {
    number: 4,
    belief: "async makes code non-blocking",
    lesson: 2,
    cell: "busy",
    prints: "The run says: 0",
  },
  {
    number: 4,
    belief: "async makes code non-blocking",
    lesson: 14,
    cell: "async-roots",
    prints: "The run says: 0",
  },
  {
    number: 5,
    belief: "nothing runs until await",
    lesson: 2,
    cell: "one-call",
    prints: "The run says: 2",
  },
  {
    number: 6,
    belief: "await stops the whole program",
    lesson: 2,
    cell: "guest",
    prints: "items that the guest saw, look by look: 0111",
  },
  {
    number: 7,
    belief: "forEach(async …) waits",
    lesson: 4,
    cell: "for-each",
    prints: "done after forEach: 0",
  },
  {
    number: 8,
    belief: "one thread means no races",
    lesson: 11,
    cell: "increments",
    prints: "The run says: 1 Prediction 11.b: none yet The run says: 3",
  },
  {
    number: 9,
    belief: "race cancels the loser",
    lesson: 8,
    cell: "race",
    prints: "caller got: timeout at 20 ms, loser finished",
  },
  {
    number: 9,
    belief: "race cancels the loser",
    lesson: 9,
    cell: "race",
    prints: "the race is over: winner loser finished at 90 ms",
  },
  {
    number: 10,
    belief: "Promise.all stops the rest on error",
    lesson: 4,
    cell: "sibling",
    prints: "The run says: true",
  },
  {
    number: 10,
    belief: "Promise.all stops the rest on error",
    lesson: 9,
    cell: "orphans",
    prints: "no more paper, at 6.41 s Prediction 9.a: none yet The run says: 13",
  },
  {
    number: 11,
    belief: "try/catch catches a promise that you did not await",
    lesson: 2,
    cell: "not-caught",
    prints: "the try block is over, nothing was thrown caught at the await",
  },
  {
    number: 12,
    belief: "setTimeout 0 is immediate",
    lesson: 6,
    cell: "soon",
    prints: "script, microtask, timer",
  },
  {
    number: 13,
    belief: "sleep(10) takes 10 ms",
    lesson: 6,
    cell: "late",
    prints: "The run says: 30",
  },
  {
    number: 14,
    belief: "abort() stops the function",
    lesson: 8,
    cell: "deaf",
    prints: "step 2 went on: 3",
  },
  {
    number: 15,
    belief: "events and queues have back-pressure",
    lesson: 7,
    cell: "handlers",
    prints: "The run says: 100",
  },
  {
    number: 15,
    belief: "an await is back-pressure by itself",
    lesson: 7,
    cell: "many",
    prints: "| no limit | 99999 |",
  },
  {
    number: 16,
    belief: "results come in the order of finishing",
    lesson: 4,
    cell: "order",
    prints: "The run says: slow,fast",
  },
  {
    number: 17,
    belief: "a promise can deliver twice",
    lesson: 3,
    cell: "twice",
    prints: "The run says: 1, 1",
  },
  {
    number: 18,
    belief: "return p inside try is guarded",
    lesson: 2,
    cell: "escaped",
    prints: "return: escaped",
  },
  {
    number: 19,
    belief: "Promise.all limits the load",
    lesson: 10,
    cell: "peak",
    prints: "The run says: 50",
  },
  {
    number: 19,
    belief: "Promise.all limits the load",
    lesson: 10,
    cell: "workers",
    prints: "| 3 workers | 3 |",
  },
  {
    number: 20,
    belief: "async adds capacity",
    lesson: 5,
    cell: "by-arithmetic",
    prints: "The run says: 10.50",
  },
];

const { lessons } = await readCourse(projectRoot);

for (const { number, belief, lesson, cell, prints } of misconceptions) {
  test(`D${number}: "${belief}" is contradicted in lesson ${lesson}, cell ${cell}`, () => {
    const found = lessons.find((one) => one.number === lesson);
    assert.ok(found, `there is no lesson ${lesson}`);
    const printed = printedBy(found.notebook, cell);
    assert.ok(printed.includes(prints), `it should print "${prints}", and prints:\n${printed}`);
  });
}

test("every belief has a cell, as soon as the lesson that it is assigned to is there", () => {
  const assigned: Readonly<Record<number, number>> = { 8: 11, 9: 9, 14: 8, 19: 10 };
  const isDue = (number: number) =>
    lessons.some((lesson) => lesson.number === (assigned[number] ?? 1));
  const missing = Array.from({ length: 20 }, (_, i) => i + 1)
    .filter(isDue)
    .filter((number) => !misconceptions.some((one) => one.number === number));
  assert.deepEqual(missing, []);
});

/** What a cell prints, as one line with single blanks. */
function printedBy(notebook: Notebook, id: string): string {
  const cell = codeCells(notebook).find((one) => one.id === id);
  assert.ok(cell, `there is no cell ${id}`);
  return cell.outputs.map(textOf).join(" ").replace(/\s+/g, " ");
}

function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.evalue;
  const text = output.data["text/markdown"] ?? output.data["text/plain"];
  return typeof text === "string" ? text : "";
}
