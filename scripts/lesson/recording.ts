import type { Stepping } from "../kernel/session.ts";
import { compareOutputs } from "./compare.ts";
import { executeLesson, type ExecuteOptions, type Executed } from "./execute.ts";
import { judgeRuns } from "./judge.ts";
import type { Lesson } from "./lesson.ts";

/** Who wants to know which lines a lesson went through. */
export interface Recording {
  readonly stepping: Stepping;
  /** The run counts: what it showed is that of the lesson. */
  counts(): void;
}

/** Starts a recording of a lesson that is about to run; undefined where nobody asks for one. */
export type RecordLesson = (lesson: Lesson) => Promise<Recording | undefined>;

/**
 * Runs a lesson, and records its lines in the same run. Such a run counts only if it printed what the file holds: what
 * fails or differs is for the cells as they are written to tell, so then they run as well.
 */
export async function executeRecorded(
  lesson: Lesson,
  recording: Recording | undefined,
  options: ExecuteOptions,
): Promise<Executed> {
  if (recording === undefined) return await executeLesson(lesson, options);
  const executed = await executeLesson(lesson, { ...options, stepping: recording.stepping }).catch(
    () => undefined,
  );
  options.signal?.throwIfAborted();
  if (executed === undefined || !isAsInFile(lesson, executed, options.root)) {
    return await executeLesson(lesson, options);
  }
  recording.counts();
  return executed;
}

function isAsInFile(lesson: Lesson, { runs }: Executed, root: string): boolean {
  return [...judgeRuns(lesson, runs), ...compareOutputs(lesson, runs, root)].length === 0;
}
