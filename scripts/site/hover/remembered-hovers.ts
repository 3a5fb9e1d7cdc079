import type { Lesson } from "../../lesson/lesson.ts";
import { courseCode } from "../../lesson/course-code.ts";
import { codeCells } from "../../lesson/notebook.ts";
import { codeIn, contentsOf, type Keep } from "../keep/keep.ts";
import type { LessonHovers } from "./hovers.ts";
import type { ReadHovers } from "./read-hovers.ts";

/**
 * The hovers of lessons, by slug. The compiler takes seconds, so a lesson's are kept until its code,
 * the library or the compiler changes; when none changed, it is not even loaded.
 */
export async function rememberedHovers(
  lessons: readonly Lesson[],
  root: string,
  keep: Keep,
): Promise<ReadonlyMap<string, LessonHovers>> {
  const around = await surroundings(root);
  let reader: Promise<ReadHovers> | undefined;
  const found = await Promise.all(
    lessons.map(async (lesson) => {
      const made = await keep("hovers", [around, lesson.slug, cellsOf(lesson)], async () => {
        reader ??= import("./read-hovers.ts").then(({ hoverReader }) => hoverReader(lessons, root));
        return JSON.stringify((await reader)(lesson));
      });
      return [lesson.slug, JSON.parse(made) as LessonHovers] as const;
    }),
  );
  return new Map(found);
}

const cellsOf = ({ notebook }: Lesson): unknown =>
  codeCells(notebook).map(({ id, source, metadata: { tags } }) => [id, source, tags]);

/** Everything but the cells that decides what the compiler says of them. */
async function surroundings(root: string): Promise<unknown> {
  const around = ["tsconfig.json", "package-lock.json", "scripts/lesson/module.ts"];
  const files = [...(await courseCode(root)), ...around];
  return await Promise.all([contentsOf(root, files), codeIn(import.meta.dirname)]);
}
