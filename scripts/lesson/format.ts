import { format } from "prettier";
import { LessonError, placeInCell } from "./error.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, type Notebook } from "./notebook.ts";

/** The code of a cell as prettier writes it; undefined when it does not parse (the type-check says so). */
async function formatted(source: string): Promise<string | undefined> {
  try {
    // 80 columns: a cell stands beside its output, on a phone as well.
    const text = await format(source, { parser: "typescript", printWidth: 80 });
    return text.replace(/\n$/, "");
  } catch {
    return undefined;
  }
}

/** Code cells that are not formatted. */
export async function formatProblems({ file, notebook }: Lesson): Promise<LessonError[]> {
  const found = codeCells(notebook).map(async (cell) => {
    const wanted = (await formatted(cell.source)) ?? cell.source;
    if (wanted === cell.source) return [];
    const lines = wanted.split("\n");
    const line = cell.source.split("\n").findIndex((text, index) => text !== lines[index]);
    const place = placeInCell(file, cell, line === -1 ? lines.length : line + 1);
    return [new LessonError(place, "is not formatted: run npm run check -- --write")];
  });
  return (await Promise.all(found)).flat();
}

/** The notebook with its code cells formatted. */
export async function formatCells(notebook: Notebook): Promise<Notebook> {
  const cells = notebook.cells.map(async (cell) => {
    if (cell.cell_type === "markdown") return cell;
    return { ...cell, source: (await formatted(cell.source)) ?? cell.source };
  });
  return { ...notebook, cells: await Promise.all(cells) };
}
