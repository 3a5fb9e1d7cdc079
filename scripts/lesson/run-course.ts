import { realpath } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import type { Road } from "../kernel/session.ts";
import { contentCache, noCache, type Cache } from "./cache.ts";
import { compareOutputs } from "./compare.ts";
import { lessonErrorsOf, type LessonError } from "./error.ts";
import type { CellRun } from "./execute.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { judgeRuns } from "./judge.ts";
import type { Lesson } from "./lesson.ts";
import { inParallel } from "./pool.ts";
import type { Progress } from "./progress.ts";
import { executeRecorded, type RecordLesson } from "./recording.ts";

export interface RunOptions {
  readonly root: string;
  readonly limits?: Limits;
  readonly jobs?: number;
  readonly cache?: boolean;
  /** How the cells run. Default: the fast road, for this run only. */
  readonly road?: Road;
  /** Who wants to know the lines that lessons go through. Only the fast road can tell. */
  readonly record?: RecordLesson;
  /** Start nothing more, and stop what runs, as soon as one lesson is wrong. */
  readonly failFast?: boolean;
  readonly signal?: AbortSignal;
  readonly progress: Progress;
}

/** What running a lesson showed. */
export interface LessonRun {
  readonly lesson: Lesson;
  /** One entry for each code cell that ran. */
  readonly runs: readonly CellRun[];
  /** The run itself is wrong: a cell failed, hung, or wrote too late. */
  readonly failures: readonly LessonError[];
  /** The run is right, but its outputs are not those in the file. */
  readonly differences: readonly LessonError[];
}

/** Runs the lessons, or recalls what they printed when nothing that matters has changed. */
export async function runCourse(
  lessons: readonly Lesson[],
  options: RunOptions,
): Promise<readonly LessonRun[]> {
  const root = await realpath(options.root);
  const cache = await cacheFor(root, options);
  const giveUp = new AbortController();
  const signal = AbortSignal.any([giveUp.signal, ...(options.signal ? [options.signal] : [])]);
  const road = options.road ?? new FastRoad();
  const runOne = async (lesson: Lesson): Promise<LessonRun | undefined> => {
    if (giveUp.signal.aborted) return undefined;
    try {
      const run = await runLesson(lesson, root, cache, { ...options, road, signal });
      if (options.failFast && run.failures.length > 0) giveUp.abort();
      return run;
    } catch (error) {
      // Stopped because another lesson failed: that one's paragraph is the answer.
      if (giveUp.signal.aborted && !options.signal?.aborted) return undefined;
      giveUp.abort();
      throw error;
    }
  };
  try {
    const runs = await inParallel(lessons, options.jobs ?? availableParallelism(), runOne);
    return runs.filter((run) => run !== undefined);
  } finally {
    if (options.road === undefined) await road.close();
  }
}

async function cacheFor(root: string, { cache, limits, road }: RunOptions): Promise<Cache> {
  if (cache === false) return noCache;
  const kind = road === undefined || road instanceof FastRoad ? "fast" : "kernel";
  return await contentCache(root, limits ?? defaultLimits, kind);
}

async function runLesson(
  lesson: Lesson,
  root: string,
  cache: Cache,
  { road, record, limits, signal, progress }: RunOptions & { readonly road: Road },
): Promise<LessonRun> {
  const { runs: known, why } = await cache.get(lesson);
  if (known) progress.recalled(lesson, why);
  try {
    const onCell = (index: number, count: number): void => progress.cell(lesson, index, count);
    const recording = known || !(road instanceof FastRoad) ? undefined : await record?.(lesson);
    const executed = known
      ? undefined
      : await executeRecorded(lesson, recording, { root, road, limits, signal, onCell });
    const runs = known ?? executed?.runs ?? [];
    const failures = judgeRuns(lesson, runs);
    if (executed && failures.length === 0) await cache.put(lesson, executed);
    if (executed) progress.ran(lesson, failures.length === 0, why);
    const differences = failures.length > 0 ? [] : compareOutputs(lesson, runs, root);
    return { lesson, runs, failures, differences };
  } catch (error) {
    const failures = lessonErrorsOf(error);
    progress.ran(lesson, false, why);
    return { lesson, runs: [], failures, differences: [] };
  }
}
