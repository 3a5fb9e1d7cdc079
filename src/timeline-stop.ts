import { line } from "./figure.ts";
import type { Lane, Segment } from "./lanes.ts";
import { seconds } from "./report.ts";
import { element, text } from "./svg.ts";

/** When a program was told to stop, and when it said that it was over, in milliseconds. */
export interface StopTimes {
  readonly at: number;
  readonly over: number;
}

/** Where a lane of the figure lies. */
interface Row {
  readonly lane: Lane;
  readonly middle: number;
}

/** The part of the figure that the lanes take up. */
interface Field {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

const orphanColour = "#d64545";

/** The lanes that were still doing something when the program was over. */
export function leftRunning(lanes: readonly Lane[], { over }: StopTimes): Lane[] {
  return lanes.filter(({ segments }) => segments.some(({ to }) => to > over));
}

/** In a sentence, for who cannot see the figure. */
export function stopText(lanes: readonly Lane[], stop: StopTimes): string {
  const names = leftRunning(lanes, stop).map(({ name }) => name);
  const left = names.length > 0 ? names.join(", ") : "nobody";
  return `Told to stop at ${seconds(stop.at)} s, over at ${seconds(stop.over)} s; left running: ${left}.`;
}

/** Over the lanes: two lines; hatched what is done between them, crossed out in red what goes on after the end. */
export function stopMarks(
  rows: readonly Row[],
  stop: StopTimes,
  x: (at: number) => number,
  { top, bottom, right }: Field,
): string {
  const label = (words: string, at: number, anchor: string) =>
    text(words, { x: at, y: bottom + 14, "text-anchor": anchor });
  const orphans = leftRunning(
    rows.map(({ lane }) => lane),
    stop,
  );
  const between = stop.over > stop.at;
  const before = (words: string, at: number) => label(words, x(at) - 4, "end");
  const after = (words: string, at: number) => label(words, x(at) + 4, "start");
  const labels = [
    (stop.at > 0 ? before : after)(between ? "stop" : "stop and over", stop.at),
    ...(between ? [(x(stop.over) + 40 < right ? after : before)("over", stop.over)] : []),
  ];
  const left = orphans.length > 0 ? [label("left running: red", right, "end")] : [];
  return element("g", { class: "stop" }, [
    ...rows.flatMap(({ lane, middle }) =>
      lane.segments.map((segment) => segmentMarks(segment, middle, stop, x)),
    ),
    line(x(stop.at), top, x(stop.at), bottom + 4, { "stroke-width": 2 }),
    ...(between ? [line(x(stop.over), top, x(stop.over), bottom + 4)] : []),
    ...labels,
    ...left,
  ]);
}

function segmentMarks(
  { from, to }: Segment,
  middle: number,
  { at, over }: StopTimes,
  x: (at: number) => number,
): string {
  const hatched = hatch(x(Math.max(from, at)), x(Math.min(to, over)), middle, {
    stroke: "currentColor",
    "stroke-opacity": 0.8,
  });
  const [begin, end] = [x(Math.max(from, over)), x(to)];
  if (end <= begin) return hatched;
  const red = { stroke: orphanColour, "stroke-width": 2, class: "orphan" };
  return hatched + element("line", { x1: begin, y1: middle, x2: end - 1, y2: middle, ...red });
}

const hatchStep = 6;
const half = 6;

/** Strokes that lean to the right, from one place to another. */
function hatch(
  from: number,
  to: number,
  middle: number,
  look: Readonly<Record<string, string | number>>,
): string {
  const strokes: string[] = [];
  for (let at = from; at + half <= to; at += hatchStep) {
    strokes.push(`M${at.toFixed(1)} ${middle + half}l${half} ${-2 * half}`);
  }
  if (strokes.length === 0) return "";
  return element("path", { d: strokes.join(""), fill: "none", class: "after-stop", ...look });
}
