import { LessonError, placeInCell } from "./error.ts";
import type { Lesson } from "./lesson.ts";
import { hasTag, type Cell, type CellTag } from "./notebook.ts";
import { countSolutions } from "./solution.ts";

const parts = ["exercise", "check", "solution"] as const;

/** What a lesson's exercises lack: each is a starter, a check and a folded solution, in this order. */
export function exerciseRules({ file, notebook }: Lesson): LessonError[] {
  const cells = notebook.cells.filter((cell) => parts.some((tag) => hasTag(cell, tag)));
  const ids = [...new Set(cells.map(exerciseOf).filter((id) => id !== undefined))];
  return [
    ...howMany(file, ids.length),
    ...cells.filter((cell) => exerciseOf(cell) === undefined).map((cell) => unnamed(file, cell)),
    ...ids.flatMap((id) => completeness(file, id, cells)),
    ...cells.filter((cell) => hasTag(cell, "solution")).flatMap((cell) => folded(file, cell)),
  ];
}

function exerciseOf(cell: Cell): string | undefined {
  return cell.metadata.interleave?.exercise;
}

function howMany(file: string, count: number): LessonError[] {
  if (count >= 2 && count <= 4) return [];
  return [new LessonError({ file }, `must have 2 to 4 exercises, got ${count}`)];
}

function unnamed(file: string, cell: Cell): LessonError {
  const rule =
    'metadata.interleave.exercise must name the exercise that it belongs to, such as "1.2"';
  return new LessonError(placeInCell(file, cell), rule);
}

function completeness(file: string, id: string, cells: readonly Cell[]): LessonError[] {
  const own = cells.filter((cell) => exerciseOf(cell) === id);
  const got = own.map((cell) => parts.find((tag) => hasTag(cell, tag)) as CellTag);
  if (got.join() === parts.join()) return [];
  const rule = `exercise ${id} must have one exercise cell, one check cell and one solution cell, in this order`;
  const place = own[0] ? placeInCell(file, own[0]) : { file };
  return [new LessonError(place, `${rule}, got ${got.join(", ")}`)];
}

function folded(file: string, cell: Cell): LessonError[] {
  const problems = [];
  if (!/<details>[\s\S]*<\/details>/.test(cell.source)) {
    problems.push("a solution must be folded: put it between <details> and </details>");
  }
  const fences = countSolutions(cell);
  if (fences !== 1)
    problems.push(`a solution must hold one fence that starts with \`\`\`ts, got ${fences}`);
  return problems.map((problem) => new LessonError(placeInCell(file, cell), problem));
}
