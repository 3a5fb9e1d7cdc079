import { isPage } from "./course.ts";
import { LessonError, placeInCell } from "./error.ts";
import { exerciseRules } from "./exercise-rules.ts";
import type { Lesson } from "./lesson.ts";
import { lineReferenceProblems } from "./line-references.ts";
import { cellTags, hasTag, type Cell, type CellTag } from "./notebook.ts";

const longestCell = 25;

/** The house rules that a lesson breaks. A page beside the lessons teaches nothing step by step: only its cells are judged. */
export function ruleProblems(lesson: Lesson): LessonError[] {
  const { file, notebook } = lesson;
  const cells = [
    ...notebook.cells.flatMap((cell) => cellRules(file, cell)),
    ...lineReferenceProblems(lesson),
  ];
  return isPage(lesson) ? cells : [...cells, ...requiredCells(lesson), ...exerciseRules(lesson)];
}

function cellRules(file: string, cell: Cell): LessonError[] {
  return rules.flatMap((rule) => {
    const broken = rule(cell);
    return broken === undefined ? [] : [new LessonError(placeInCell(file, cell), broken)];
  });
}

type CellRule = (cell: Cell) => string | undefined;

const readableId: CellRule = ({ id }) => {
  if (/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(id)) return undefined;
  return "the id of a cell is its address on the page: lower-case words, hyphens between, such as first-run";
};

const knownTags: CellRule = ({ metadata: { tags = [] } }) => {
  const unknown = tags.filter((tag) => !(cellTags as readonly string[]).includes(tag));
  if (unknown.length === 0) return undefined;
  return `has the unknown tag ${unknown.join(", ")}: known are ${cellTags.join(", ")}`;
};

const textTags: readonly CellTag[] = [
  "goal",
  "solution",
  "recall",
  "in-python",
  "in-the-wild",
  "check-the-teacher",
];
/** Tags that make sense on both kinds of cell. */
const eitherTags: readonly CellTag[] = ["predict"];

const tagOnItsKind: CellRule = (cell) => {
  const wanted = (tag: CellTag): string => (textTags.includes(tag) ? "markdown" : "code");
  const wrong = cellTags
    .filter((tag) => hasTag(cell, tag) && !eitherTags.includes(tag))
    .find((tag) => wanted(tag) !== cell.cell_type);
  if (wrong === undefined) return undefined;
  return `the tag ${wrong} belongs on a ${wanted(wrong)} cell, got a ${cell.cell_type} cell`;
};

const notTooLong: CellRule = (cell) => {
  const lines = cell.source.split("\n").length;
  if (cell.cell_type === "markdown" || lines <= longestCell) return undefined;
  return `has ${lines} lines, a cell may have ${longestCell}: split it, or move code to src`;
};

const expectedError: CellRule = (cell) => {
  const error = cell.metadata.interleave?.error;
  if (hasTag(cell, "raises-error") === (typeof error === "string" && error !== ""))
    return undefined;
  return error === undefined
    ? "is tagged raises-error: metadata.interleave.error must hold a part of the message"
    : "metadata.interleave.error is for cells tagged raises-error, and must not be empty";
};

const jupyterGoesOn: CellRule = (cell) => {
  if (hasTag(cell, "raises-error") === hasTag(cell, "raises-exception")) return undefined;
  return "the tags raises-error and raises-exception go together: the second tells Jupyter's Run All to go on";
};

const knownDifficulty: CellRule = (cell) => {
  const difficulty: unknown = cell.metadata.interleave?.difficulty;
  if (difficulty === undefined) return undefined;
  if (!hasTag(cell, "exercise")) return "metadata.interleave.difficulty is for exercise cells";
  if (difficulty === 1 || difficulty === 2 || difficulty === 3) return undefined;
  return `metadata.interleave.difficulty must be 1, 2 or 3, got ${JSON.stringify(difficulty)}`;
};

const nodeIsNoPage: CellRule = (cell) => {
  if (cell.cell_type !== "code" || hasTag(cell, "node-only")) return undefined;
  if (!/\b(from|import) ?\(?"\.\.\/node\//.test(cell.source)) return undefined;
  return "imports from ../node, which no page can run: tag it node-only";
};

const rules: readonly CellRule[] = [
  readableId,
  knownTags,
  tagOnItsKind,
  notTooLong,
  expectedError,
  jupyterGoesOn,
  knownDifficulty,
  nodeIsNoPage,
];

const required: readonly (readonly [CellTag, string])[] = [
  ["goal", "say first what the reader will be able to do"],
  ["predict", "ask for an answer before the result may be seen"],
  ["recall", "end with questions from this lesson and earlier ones"],
  ["in-python", "show the same step in asyncio, and what differs"],
];

function requiredCells({ file, notebook }: Lesson): LessonError[] {
  return required
    .filter(([tag]) => !notebook.cells.some((cell) => hasTag(cell, tag)))
    .map(([tag, why]) => new LessonError({ file }, `must have a cell tagged ${tag}: ${why}`));
}
