import ts from "typescript";
import type { Compiler } from "../../../kernel/fast/compiler.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { dirname, join } from "node:path";
import { joinLines } from "../../../lesson/mime.ts";
import type { ProgramCell } from "../../protocol.ts";
import { instrument } from "../../instrument/instrument.ts";
import { cellForPage } from "../cell-for-page.ts";
import type { SteppedScripts } from "../loaded.ts";
import type { Library } from "./library.ts";
import { steppedScript } from "../stepped-script.ts";

export interface LessonScripts {
  /** All code cells. */
  readonly cells: readonly ProgramCell[];
  /** How many come first: up to the first that shows something. */
  readonly first: number;
  readonly stepped: SteppedScripts;
}

/** Compiles the cells of a lesson as the kernel does, each after those before it; those that need Node are left out. */
export async function lessonProgram(
  { file, notebook }: Lesson,
  compiler: Compiler,
  library: Library,
  root: string,
): Promise<LessonScripts> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const sources = code.map(({ source }) => joinLines(source));
  const folder = dirname(file);
  const inPage = sources.filter((_, i) => !code[i]?.metadata.tags?.includes("node-only"));
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
        ...(isForPage && {
          compiled: cellForPage(ts, compiled, root),
          portions: library.portionsOf(folder, inPage, source),
        }),
      });
      const { script, maps } = compiled;
      if (isForPage && script !== undefined)
        stepped[cell.id] = steppedScript(ts, instrument, { script, maps, source });
    }
    return { cells, first: code.findIndex(({ outputs }) => outputs.length > 0) + 1, stepped };
  } finally {
    lesson.close();
  }
}
