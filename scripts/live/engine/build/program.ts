import ts from "typescript";
import type { Compiler } from "../../../kernel/fast/compiler.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { dirname, join } from "node:path";
import { joinLines } from "../../../lesson/mime.ts";
import type { LessonProgram, ProgramCell } from "../../protocol.ts";
import { instrument } from "../../instrument/instrument.ts";
import { cellForPage } from "../cell-for-page.ts";
import type { SteppedScripts } from "../loaded.ts";
import { steppedScript } from "../stepped-script.ts";

export interface LessonScripts {
  readonly program: LessonProgram;
  readonly stepped: SteppedScripts;
}

/** Compiles the cells of a lesson as the kernel does, each after those before it; those that need Node are left out. */
export async function lessonProgram(
  { slug, file, notebook }: Lesson,
  compiler: Compiler,
  root: string,
): Promise<LessonScripts> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const sources = code.map(({ source }) => joinLines(source));
  const folder = dirname(file);
  const lesson = compiler.open(join(root, folder), sources);
  try {
    const cells: ProgramCell[] = [];
    const stepped: Record<string, string> = {};
    for (const [i, cell] of code.entries()) {
      const source = sources[i] ?? "";
      const { compiled } = await lesson.next(source);
      const isForPage = !hasTag(cell, "node-only");
      cells.push({
        id: cell.id,
        source,
        ...(isForPage && { compiled: cellForPage(ts, compiled, root) }),
      });
      const { script, maps } = compiled;
      if (isForPage && script !== undefined)
        stepped[cell.id] = steppedScript(ts, instrument, { script, maps, source });
    }
    return { program: { lesson: slug, folder, cells }, stepped };
  } finally {
    lesson.close();
  }
}
