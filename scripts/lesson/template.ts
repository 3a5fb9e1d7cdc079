import type { Cell, CellMetadata, CellTag, Notebook } from "./notebook.ts";

/** A lesson to start from: everything that every lesson has, each part saying what belongs there. */
export function newNotebook(number: number, title: string): Notebook {
  const first = `${number}.1`;
  const second = `${number}.2`;
  const cells = [
    text(
      "title",
      undefined,
      `# ${title}\n\nSay here, in one paragraph, what this lesson is about.`,
    ),
    text("goal", "goal", "**Goal.** After this lesson you can say what a program prints, and why."),
    code("setup", undefined, setup),
    code("predict-total", "predict", `predict("${number}.a", null);`),
    code("total", undefined, total(number)),
    text("explain", undefined, "Explain here what the reader has just seen."),
    ...exercise(first, "sum", sumExercise),
    ...exercise(second, "largest", largestExercise),
    text("recall", "recall", recall),
    text("in-python", "in-python", inPython),
  ];
  return { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab" } }, cells };
}

interface Task {
  readonly ask: string;
  readonly starter: string;
  readonly check: (id: string) => string;
  readonly answer: string;
}

function exercise(id: string, name: string, task: Task): Cell[] {
  const own = { exercise: id };
  const folded = `<details><summary>Solution</summary>\n\n\`\`\`ts\n${task.answer}\n\`\`\`\n\n</details>`;
  return [
    text(`exercise-${name}-ask`, undefined, `## Exercise ${id}\n\n${task.ask}`),
    code(`exercise-${name}`, "exercise", task.starter, { ...own, difficulty: 1 }),
    code(`check-${name}`, "check", task.check(id), own),
    text(`solution-${name}`, "solution", folded, own),
  ];
}

type Notes = CellMetadata["interleave"];

function text(id: string, tag: CellTag | undefined, source: string, notes?: Notes): Cell {
  return { cell_type: "markdown", id, metadata: metadata(tag, notes), source };
}

function code(id: string, tag: CellTag | undefined, source: string, notes?: Notes): Cell {
  const run = { execution_count: null, outputs: [] };
  return { cell_type: "code", id, metadata: metadata(tag, notes), source, ...run };
}

function metadata(tag: CellTag | undefined, notes: Notes): CellMetadata {
  return { ...(tag ? { tags: [tag] } : {}), ...(notes ? { interleave: notes } : {}) };
}

const setup = `import { display } from "tslab";
import { openLesson } from "../src";
const { predict, reveal, check } = openLesson(display);`;

const total = (number: number): string => `let total = 0;
for (const number of [1, 2, 3]) total += number;
reveal("${number}.a", total);`;

const sumExercise: Task = {
  ask: "Write `sum`: the total of a list of numbers.",
  starter: `function sum(numbers: readonly number[]): number {
  return numbers.length; // your turn
}`,
  check: (id) => `await check(
  {
    id: "${id}",
    title: "sum",
    hints: ["Start from 0.", "Add each number.", "Return the total."],
    judge: (answer: typeof sum) => ({
      passed: answer([1, 2, 3]) === 6 && answer([]) === 0,
      because: "1, 2 and 3 make 6, and nothing makes 0",
    }),
  },
  sum,
);`,
  answer: `function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}`,
};

const largestExercise: Task = {
  ask: "Write `largest`: the greatest of a list of numbers.",
  starter: `function largest(numbers: readonly number[]): number {
  return numbers.length; // your turn
}`,
  check: (id) => `await check(
  {
    id: "${id}",
    title: "largest",
    hints: ["Look at each one.", "Keep the best.", "Math.max helps."],
    judge: (answer: typeof largest) => ({
      passed: answer([3, 9, 4]) === 9,
      because: "9 is the greatest of 3, 9 and 4",
    }),
  },
  largest,
);`,
  answer: `function largest(numbers: readonly number[]): number {
  return Math.max(...numbers);
}`,
};

const recall = `## Recall

1. What did this lesson change?

<details><summary>Answer</summary>

Answer it here, and add a question from an earlier lesson.

</details>`;

const inPython = `## In Python

Show the same step in asyncio, and say what differs.

\`\`\`python
total = sum([1, 2, 3])
\`\`\``;
