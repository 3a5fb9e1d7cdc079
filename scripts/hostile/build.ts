/** Short ways to write notebooks as files hold them, right and wrong. */

export type Json = Record<string, unknown>;

/** A file with these cells; `more` replaces what stands at its top level. */
export function file(cells: unknown, more: Json = {}): string {
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  return JSON.stringify({
    cells,
    metadata: { kernelspec },
    nbformat: 4,
    nbformat_minor: 5,
    ...more,
  });
}

/** A lesson: a title, and then these cells. */
export function lesson(...cells: readonly Json[]): string {
  return file([text("# Title\n\nSummary.", { id: "title" }), ...cells]);
}

export function text(source: unknown, more: Json = {}): Json {
  return { cell_type: "markdown", id: "text", metadata: {}, source, ...more };
}

/** A code cell that printed something. It is tagged so that a build shows it without comparing. */
export function code(outputs: unknown, more: Json = {}): Json {
  const metadata = { tags: ["real-time"] };
  return {
    cell_type: "code",
    id: "code",
    metadata,
    source: "1;",
    execution_count: 1,
    outputs,
    ...more,
  };
}

/** A lesson whose one cell displayed this. */
export function displaying(data: Json): string {
  return lesson(code([{ output_type: "display_data", metadata: {}, data }]));
}

/** A lesson whose one cell printed this. */
export function printing(printed: unknown, name = "stdout"): string {
  return lesson(code([{ output_type: "stream", name, text: printed }]));
}

/** A lesson with this text. */
export function saying(source: unknown): string {
  return lesson(text(source));
}

/** JSON that is nested so deep. */
export function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}
