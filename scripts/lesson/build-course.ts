import type { Road } from "../kernel/session.ts";
import { courseEntry, readCourse, selectLessons } from "./course.ts";
import { Refused, throwIfAny } from "./error.ts";
import type { CourseEntry, Lesson } from "./lesson.ts";
import { defaultLimits } from "./limits.ts";
import type { Progress } from "./progress.ts";
import type { RecordLesson } from "./recording.ts";
import { publish, tidy, type SiteFiles } from "./publish.ts";
import { runCourse } from "./run-course.ts";
import { shareOf, type Shard } from "./shard.ts";
import { inputsOf, rememberBuild, type Settings } from "./staleness.ts";

/** Makes pages of lessons: the site's own business, see scripts/site. */
export type RenderSite = (
  lessons: readonly Lesson[],
  course: readonly CourseEntry[],
  pages: readonly Lesson[],
) => Promise<SiteFiles>;

export interface BuildOptions extends Partial<Settings> {
  readonly root: string;
  readonly out: string;
  /** Lessons to run; all when empty. The others are rendered as they are. */
  readonly names?: readonly string[];
  readonly jobs?: number;
  readonly cache?: boolean;
  /** How the cells run. Default: the fast road. */
  readonly road?: Road;
  /** Who wants to know the lines that lessons go through. */
  readonly record?: RecordLesson;
  /** Only this part of the lessons is run, and no site is written. */
  readonly shard?: Shard | undefined;
  readonly signal?: AbortSignal;
  readonly progress: Progress;
  readonly render: RenderSite;
}

export interface Built {
  readonly lessons: number;
  readonly ran: number;
  readonly files: number;
}

/**
 * Reads, runs, compares, renders, publishes. Rejects with the LessonErrors of whatever is wrong, and then leaves the
 * last site as it was.
 */
export async function buildCourse(options: BuildOptions): Promise<Built> {
  const { root, out, names = [], shard, signal, progress, render, url, pdf } = options;
  const limits = options.limits ?? defaultLimits;
  await tidy(out, root);
  const inputs = await inputsOf(root, { limits, url, pdf });
  const { lessons, pages, problems } = await readCourse(root);
  throwIfAny(problems);
  if (lessons.length === 0) {
    throw new Refused('there are no lessons in notebooks/: npm run new "A title" makes one');
  }
  const named = selectLessons([...lessons, ...pages], names);
  const chosen = shard ? shareOf(named, shard) : named;
  const runs = await runCourse(chosen, { ...options, failFast: true });
  progress.done();
  throwIfAny(runs.flatMap(({ failures, differences }) => [...failures, ...differences]));
  signal?.throwIfAborted();
  if (shard) return { lessons: lessons.length, ran: chosen.length, files: 0 };
  // The run printed what the files hold, so the files are rendered: a real-time cell would differ each time.
  const course = lessons.map(courseEntry);
  const rendered = await render(lessons, course, pages);
  signal?.throwIfAborted();
  const manifest = `${JSON.stringify({ lessons: course }, null, 2)}\n`;
  const files = new Map([...rendered, ["course.json", manifest]]);
  await publish(out, files, root);
  if (names.length === 0) await rememberBuild(root, out, inputs);
  return { lessons: lessons.length, ran: chosen.length, files: files.size };
}
