/** Loaded when a reader first runs or changes a cell. */
import { LessonSession } from "./lesson-session.ts";

export type { LessonSession };

const sessions = new WeakMap<HTMLElement, LessonSession>();

/** The one session of a lesson's page. */
export function openSession(main: HTMLElement): LessonSession {
  const known = sessions.get(main) ?? new LessonSession(main);
  sessions.set(main, known);
  return known;
}
