import type { CourseEntry, Lesson } from "../../lesson/lesson.ts";
import type { Cell, CellMetadata, CodeCell, Notebook } from "../../lesson/notebook.ts";

/** Short ways to write notebooks in tests. */

export function text(id: string, source: string, tags?: readonly string[]): Cell {
  return { cell_type: "markdown", id, metadata: tags ? { tags } : {}, source };
}

export function code(
  id: string,
  source: string,
  outputs: CodeCell["outputs"] = [],
  metadata: CellMetadata = {},
): CodeCell {
  return { cell_type: "code", id, metadata, source, outputs, execution_count: 1 };
}

export function printed(
  text: string,
  name: "stdout" | "stderr" = "stdout",
): CodeCell["outputs"][number] {
  return { output_type: "stream", name, text };
}

export function shown(data: Readonly<Record<string, unknown>>): CodeCell["outputs"][number] {
  return { output_type: "display_data", data, metadata: {} };
}

export function lessonOf(slug: string, cells: readonly Cell[], title = "A lesson"): Lesson {
  let count = 0;
  const numbered = cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: ++count } : cell,
  );
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab" } },
    cells: numbered,
  };
  const number = Number(slug.slice(0, 2));
  const summary = "What it is about, in one sentence.";
  return { number, slug, file: `notebooks/${slug}.ipynb`, title, summary, minutes: 40, notebook };
}

export function entryOf(lesson: Lesson, exercises: readonly string[] = []): CourseEntry {
  const { number, slug, title, summary, minutes, notebook } = lesson;
  const cells = notebook.cells.length;
  return { number, slug, title, summary, minutes, words: 900, cells, exercises, nodeOnly: [] };
}
