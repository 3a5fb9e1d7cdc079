import type { FigureData } from "./figure.ts";
import { itemPaths, lanesOf, type Lane, type Segment } from "./lanes.ts";
import { seconds } from "./report.ts";
import type { Trace } from "./trace.ts";

/** The numbers behind a timeline: a row for each item; or, of a run without items, for each stretch of a task. */
export function timelineData(trace: Trace): FigureData {
  const lanes = lanesOf(trace);
  const items = itemPaths(trace);
  if (items.length === 0) return stretches(lanes);
  const nameOf = (task: number) => lanes.find((lane) => lane.task === task)?.name ?? `task ${task}`;
  return {
    columns: ["item", "made by", "made at (s)", "taken by", "taken at (s)", "waited (s)"],
    rows: items.map(({ madeBy, madeAt, processedBy, processedAt }, i) => [
      i + 1,
      nameOf(madeBy),
      seconds(madeAt),
      nameOf(processedBy),
      seconds(processedAt),
      seconds(processedAt - madeAt),
    ]),
  };
}

function wordsFor(state: Segment["state"], what: string): string {
  if (state === "running") return "holds the thread";
  return state === "sleeping" ? "sleeps" : `waits for ${what}`;
}

function stretches(lanes: readonly Lane[]): FigureData {
  return {
    columns: ["task", "from (s)", "to (s)", "what it does"],
    rows: lanes.flatMap(({ name, segments }) =>
      segments.map(({ from, to, state, what }) => [
        name,
        seconds(from),
        seconds(to),
        wordsFor(state, what),
      ]),
    ),
  };
}
