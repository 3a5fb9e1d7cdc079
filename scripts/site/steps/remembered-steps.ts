import { FastRoad } from "../../kernel/fast/fast-road.ts";
import type { Road } from "../../kernel/session.ts";
import { filesBelow } from "../../lesson/files.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { codeCells, hasTag, type CodeCell } from "../../lesson/notebook.ts";
import type { RecordLesson } from "../../lesson/recording.ts";
import type { RecordedRun } from "../../live/stepper/recorded.ts";
import { codeIn, contentsOf, type Keep } from "../keep/keep.ts";

/** The runs behind the timelines of a lesson, in the order in which they are drawn. */
export type LessonSteps = readonly RecordedRun[];

/** What was recorded while lessons ran, by slug. */
export type RecordedLessons = Map<string, LessonSteps>;

export interface Recorded {
  readonly recorded?: RecordedLessons;
  /** On which the rest is recorded; it stays open. Default: one for this alone. */
  readonly road?: Road;
}

/** Records lessons that run anyway, where a run of what is steppable would be no other. */
export function recordInto(recorded: RecordedLessons): RecordLesson {
  return async (lesson) => {
    const cells = untilLastTimeline(steppable(lesson));
    const first = codeCells(lesson.notebook).slice(0, cells.length);
    if (cells.length === 0 || cells.some((cell, index) => cell !== first[index])) return undefined;
    const runs: RecordedRun[] = [];
    const { steppingThrough } = await import("./record-steps.ts");
    const counts = (): void => void recorded.set(lesson.slug, runs);
    return { stepping: steppingThrough(cells, runs), counts };
  };
}

/**
 * The runs behind the timelines of lessons, by slug; lessons without a timeline have none. They are kept until the cells
 * or what these run on change. What was neither kept nor recorded is recorded now: the cells run once more.
 */
export async function rememberedSteps(
  lessons: readonly Lesson[],
  root: string,
  keep: Keep,
  { recorded = new Map(), road }: Recorded = {},
): Promise<ReadonlyMap<string, LessonSteps>> {
  const around = await surroundings(root);
  const open = road ?? new FastRoad();
  const found = new Map<string, LessonSteps>();
  try {
    for (const lesson of lessons) {
      const cells = untilLastTimeline(steppable(lesson));
      if (cells.length === 0) continue;
      const key = cells.map(({ id, source, metadata: { tags } }) => [id, source, tags]);
      const made = await keep("steps", [around, lesson.slug, key], async () => {
        const known = recorded.get(lesson.slug);
        return JSON.stringify(known ?? (await runsOf(lesson, cells, root, open)));
      });
      found.set(lesson.slug, JSON.parse(made) as LessonSteps);
    }
  } finally {
    if (road === undefined) await open.close();
  }
  return found;
}

async function runsOf(
  lesson: Lesson,
  cells: readonly CodeCell[],
  root: string,
  road: Road,
): Promise<LessonSteps> {
  // Only now: it brings a compiler with it.
  const { recordSteps } = await import("./record-steps.ts");
  const notebook = { ...lesson.notebook, cells: [...cells] };
  return (await recordSteps({ ...lesson, notebook }, root, road)).runs;
}

/**
 * A lesson without what needs Node: that shows what other processes did, or what was measured, and no second run gives it
 * again.
 */
export function steppable(lesson: Lesson): Lesson {
  const cells = lesson.notebook.cells.filter((cell) => !hasTag(cell, "node-only"));
  return { ...lesson, notebook: { ...lesson.notebook, cells } };
}

/** What comes after the last timeline need not be recorded. */
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
