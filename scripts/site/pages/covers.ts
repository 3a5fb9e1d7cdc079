import type { Lesson } from "../../lesson/lesson.ts";
import { codeCells, hasTag } from "../../lesson/notebook.ts";
import type { Html } from "../html.ts";
import { cleanSvg } from "../sanitize/svg.ts";

/** The figure of a lesson's own run that stands for it on the course map: by the lesson's slug. */
export type Covers = ReadonlyMap<string, Html>;

/** From each lesson the first figure of its cell tagged "cover". */
export function coversOf(lessons: readonly Lesson[]): Covers {
  return new Map(
    lessons.flatMap((lesson): (readonly [string, Html])[] => {
      const svg = coverOf(lesson);
      return svg === undefined ? [] : [[lesson.slug, svg]];
    }),
  );
}

function coverOf({ slug, notebook }: Lesson): Html | undefined {
  const outputs = codeCells(notebook)
    .filter((cell) => hasTag(cell, "cover"))
    .flatMap(({ outputs: own }) => own);
  for (const output of outputs) {
    const source = "data" in output ? output.data["image/svg+xml"] : undefined;
    if (typeof source === "string") return cleanSvg(source, `cover.${slug}`)?.svg;
  }
  return undefined;
}
