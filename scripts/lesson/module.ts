import { dirname, join } from "node:path";
import { placeInCell, type Place } from "./error.ts";
import type { Lesson } from "./lesson.ts";
import { hasTag, type Cell } from "./notebook.ts";
import { solutionOf } from "./solution.ts";

/** The code of a lesson as one TypeScript module, and where each of its lines comes from. */
export interface LessonModule {
  readonly lesson: Lesson;
  /** Where the module would lie: beside the notebook, so that its imports resolve. */
  readonly path: string;
  readonly text: string;
  /** The place of a line of the module (from 1); its end has none. */
  placeOf(line: number): Place;
}

interface Piece {
  readonly cell: Cell;
  readonly code: string;
  /** How many lines of the cell lie before the code. */
  readonly offset: number;
}

/**
 * All code cells of a lesson, joined. Cells that fail on purpose are left out: what they prove, they prove by running.
 */
export function moduleOf(lesson: Lesson, root: string): LessonModule {
  return joined(lesson, root, lesson.slug, lesson.notebook.cells.flatMap(ownCode));
}

/** The same module after every exercise was solved: each starter is replaced by its solution. */
export function solvedModuleOf(lesson: Lesson, root: string): LessonModule {
  const { cells } = lesson.notebook;
  const pieces = cells.flatMap((cell) => {
    if (!hasTag(cell, "exercise")) return ownCode(cell);
    const solution = cells.find((other) => solves(other, cell));
    const found = solution && solutionOf(solution);
    return solution && found ? [{ cell: solution, ...found }] : ownCode(cell);
  });
  return joined(lesson, root, `${lesson.slug}.solved`, pieces);
}

function solves(solution: Cell, exercise: Cell): boolean {
  const id = exercise.metadata.interleave?.exercise;
  return hasTag(solution, "solution") && solution.metadata.interleave?.exercise === id;
}

function ownCode(cell: Cell): Piece[] {
  if (cell.cell_type !== "code" || hasTag(cell, "raises-error")) return [];
  return [{ cell, code: cell.source, offset: 0 }];
}

function joined(
  lesson: Lesson,
  root: string,
  name: string,
  pieces: readonly Piece[],
): LessonModule {
  const lines: string[] = [];
  const places: Place[] = [];
  for (const { cell, code, offset } of pieces) {
    for (const [index, line] of code.split("\n").entries()) {
      lines.push(line);
      places.push(placeInCell(lesson.file, cell, offset + index + 1));
    }
  }
  return {
    lesson,
    path: join(root, dirname(lesson.file), `${name}.ts`),
    // Without an import or export it would be a script, and its names would be everyone's.
    text: [...lines, "export {};", ""].join("\n"),
    placeOf: (line) => places[line - 1] ?? { file: lesson.file },
  };
}
