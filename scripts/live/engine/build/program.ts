import type { Compiled, Compiler } from "../../../kernel/fast/compiler.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { join } from "node:path";
import { joinLines } from "../../../lesson/mime.ts";
import type { CompiledCell, LessonProgram, ProgramCell } from "../../protocol.ts";
import { lineTable } from "./lines.ts";

/** Compiles the cells of a lesson as the kernel does, each after those before it; those that need Node are left out. */
export async function lessonProgram(
  { slug, notebook }: Lesson,
  compiler: Compiler,
  root: string,
): Promise<LessonProgram> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const sources = code.map(({ source }) => joinLines(source));
  const lesson = compiler.open(join(root, "notebooks"), sources);
  try {
    const cells: ProgramCell[] = [];
    for (const [i, cell] of code.entries()) {
      const source = sources[i] ?? "";
      const compiled = await lesson.next(source);
      const isForPage = !hasTag(cell, "node-only");
      cells.push({
        id: cell.id,
        source,
        ...(isForPage && { compiled: cellForPage(compiled, root) }),
      });
    }
    return { lesson: slug, cells };
  } finally {
    lesson.close();
  }
}

/** What the page needs of a compiled cell. */
export function cellForPage({ compiled }: Pick<Compiled, "compiled">, root: string): CompiledCell {
  const { script, failure, names, last, maps, virtual } = compiled;
  return {
    ...(script !== undefined && { script }),
    ...(failure !== undefined && { failure }),
    names,
    uses: usedNames(script ?? "", [...names.map(({ name }) => name), last ?? ""]),
    ...(last !== undefined && { last }),
    ...(virtual.length > 0 && { virtual: virtual.map((one) => inProject(one, root)) }),
    lines: lineTable(script ?? "", maps),
  };
}

function inProject(
  { path, data }: { path: string; data: string },
  root: string,
): { path: string; data: string } {
  return { path: path.slice(root.length + 1), data };
}

/** A name of an earlier cell is a property of `exports`. */
function usedNames(script: string, own: readonly string[]): readonly string[] {
  const found = [...script.matchAll(/\bexports\.([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)];
  const names = new Set(found.map(([, name]) => name ?? ""));
  for (const name of [...own, "__esModule"]) names.delete(name);
  return [...names].sort();
}
