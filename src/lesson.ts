import { Checks, type Exercise, type ShowFigure } from "./check.ts";
import { host } from "./host.ts";
import { Predictions } from "./prediction.ts";
import { markdownTable, type Row } from "./table.ts";
import { timeline, type TimelineOptions } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** The part of a notebook's `display` that lessons use. */
export interface Display {
  svg(svg: string): void;
  markdown(text: string): void;
}

/** What the cells of a lesson call. The functions need no `this`, so that a cell can take them apart. */
export interface Lesson {
  readonly predict: Predictions["predict"];
  readonly reveal: Predictions["reveal"];
  /** Judges an answer and prints the verdict, with one more hint for each failed attempt. */
  readonly check: <A>(exercise: Exercise<A>, answer: A) => Promise<void>;
  /** Shows the timeline of a run. */
  readonly draw: (trace: Trace, options?: TimelineOptions) => void;
  /** Shows rows as a table. */
  readonly table: (rows: readonly Row[]) => void;
}

/** Opens a lesson: `const { predict, reveal, check, draw, table } = openLesson(display);` */
export function openLesson(display: Display): Lesson {
  const show: ShowFigure = (svg) => display.svg(svg);
  const predictions = new Predictions();
  const checks = new Checks(show);
  return {
    predict: (id, answer) => predictions.predict(id, answer),
    reveal: (id, actual, because) => predictions.reveal(id, actual, because),
    check: async (exercise, answer) => void (await checks.check(exercise, answer)),
    draw: (trace, options) => {
      host.interleaveWatcher?.drawn(trace);
      show(timeline(trace, options));
    },
    table: (rows) => display.markdown(markdownTable(rows)),
  };
}
