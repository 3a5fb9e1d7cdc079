import { Compiler } from "../../kernel/fast/compiler.ts";
import { filesBelow } from "../../lesson/files.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { codeCells, hasTag, type CodeCell } from "../../lesson/notebook.ts";
import type { RecordedRun } from "../../live/stepper/recorded.ts";
import { codeIn, contentsOf, type Keep } from "../keep/keep.ts";

/** The runs behind the timelines of a lesson, in the order in which they are drawn. */
export type LessonSteps = readonly RecordedRun[];

/**
 * The runs behind the timelines of lessons, by slug; lessons without a timeline have none. To record them the cells run
 * once more, so they are kept until the cells or what they run on change.
 */
export async function rememberedSteps(
  lessons: readonly Lesson[],
  root: string,
  keep: Keep,
): Promise<ReadonlyMap<string, LessonSteps>> {
  const around = await surroundings(root);
  let compiler: Compiler | undefined;
  const found: [string, LessonSteps][] = [];
  try {
    for (const lesson of lessons) {
      const cells = untilLastTimeline(steppable(lesson));
      if (cells.length === 0) continue;
      const key = cells.map(({ id, source, metadata: { tags } }) => [id, source, tags]);
      const made = await keep("steps", [around, lesson.slug, key], async () => {
        // Only now: it brings a compiler with it.
        const { recordSteps } = await import("./record-steps.ts");
        compiler ??= new Compiler();
        const notebook = { ...lesson.notebook, cells: [...cells] };
        return JSON.stringify((await recordSteps({ ...lesson, notebook }, root, compiler)).runs);
      });
      found.push([lesson.slug, JSON.parse(made) as LessonSteps]);
    }
  } finally {
    await compiler?.close();
  }
  return new Map(found);
}

/**
 * A lesson without what needs Node: that shows what other processes did, or what was measured, and no second run gives it
 * again.
 */
export function steppable(lesson: Lesson): Lesson {
  const cells = lesson.notebook.cells.filter((cell) => !hasTag(cell, "node-only"));
  return { ...lesson, notebook: { ...lesson.notebook, cells } };
}

/** What comes after the last timeline need not run. */
function untilLastTimeline({ notebook }: Lesson): readonly CodeCell[] {
  const cells = codeCells(notebook);
  const last = cells.reduce((found, cell, index) => (hasTimeline(cell) ? index : found), -1);
  return cells.slice(0, last + 1);
}

function hasTimeline({ source, outputs }: CodeCell): boolean {
  return source.includes("draw(") && JSON.stringify(outputs).includes('class=\\"timeline');
}

/** Everything but the cells that decides what they do. */
async function surroundings(root: string): Promise<unknown> {
  const library = (await filesBelow(root, "src")).filter((file) => !file.endsWith(".test.ts"));
  const kernel = (await filesBelow(root, "scripts/kernel")).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const instrument = ["instrument", "marker"].map((name) => `scripts/live/instrument/${name}.ts`);
  const files = [...library, ...kernel, ...instrument, "tsconfig.json", "package-lock.json"];
  const code = await Promise.all([contentsOf(root, files), codeIn(import.meta.dirname)]);
  return [process.version, code];
}
