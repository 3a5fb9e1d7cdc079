import ts from "typescript";
import type { Compiler } from "../../../kernel/fast/compiler.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { dirname, join } from "node:path";
import { joinLines } from "../../../lesson/mime.ts";
import type { LessonProgram, ProgramCell } from "../../protocol.ts";
import { cellForPage } from "../cell-for-page.ts";

/** Compiles the cells of a lesson as the kernel does, each after those before it; those that need Node are left out. */
export async function lessonProgram(
  { slug, file, notebook }: Lesson,
  compiler: Compiler,
  root: string,
): Promise<LessonProgram> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const sources = code.map(({ source }) => joinLines(source));
  const folder = dirname(file);
  const lesson = compiler.open(join(root, folder), sources);
  try {
    const cells: ProgramCell[] = [];
    for (const [i, cell] of code.entries()) {
      const source = sources[i] ?? "";
      const { compiled } = await lesson.next(source);
      const isForPage = !hasTag(cell, "node-only");
      cells.push({
        id: cell.id,
        source,
        ...(isForPage && { compiled: cellForPage(ts, compiled, root) }),
      });
    }
    return { lesson: slug, folder, cells };
  } finally {
    lesson.close();
  }
}
