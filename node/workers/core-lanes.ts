import { figure, type FigureData, figureColours, line } from "../../src/figure.ts";
import { linearScale, type Scale } from "../../src/scale.ts";
import { max } from "../../src/stats.ts";
import { element, text } from "../../src/svg.ts";
import type { Lag } from "./loop-lag.ts";
import type { Span } from "./pool.ts";

/** One way to do a piece of work, as it was measured. */
export interface CoreRun extends Pick<Lag<unknown>, "from" | "tookMs" | "beats" | "worstMs"> {
  readonly name: string;
  /** What threads did meanwhile. */
  readonly spans?: readonly Span[];
}

const width = 720;
const left = 150;
const right = 96;
const laneHeight = 18;
const gap = 14;
/** Two beats that lie further apart than this were kept apart. */
const heldMs = 20;

/**
 * Runs below each other on one axis of time. In the lane of the event loop a stroke for each beat of a timer, and a
 * bar where it could not beat; in the lanes of threads a bar for each job. An SVG string, and a pure function of the
 * runs. Throws RangeError if there are no runs.
 */
export function coreLanes(runs: readonly CoreRun[], { title }: { readonly title: string }): string {
  if (runs.length === 0) throw new RangeError("core lanes show at least one run, got none");
  const x = linearScale(max(runs.map((run) => run.tookMs)), left, width - right);
  let y = 12;
  const parts = runs.map((run) => {
    const drawn = runLanes(run, y, x);
    y += (1 + threadsOf(run).length) * laneHeight + gap;
    return drawn;
  });
  parts.push(timeAxis(x, y));
  const description = runs.map(inWords).join(" ");
  return figure(parts, { title, description, data: dataOf(runs), width, height: y + 40 });
}

function runLanes(run: CoreRun, y: number, x: Scale): string {
  const threads = threadsOf(run);
  return element("g", { class: "strip cores" }, [
    laneName(`${run.name}: loop`, y),
    ...holds(run).map(([from, to]) => bar(from, to, y, x, figureColours.second)),
    ...run.beats.map((at) => line(x(at), y + 3, x(at), y + 13, { "stroke-opacity": 0.7 })),
    text(`lag ${run.worstMs.toFixed(0)} ms`, { x: width - right + 10, y: y + 12 }),
    ...threads.flatMap((thread, i) => [
      laneName(`thread ${thread}`, y + (i + 1) * laneHeight),
      ...jobsOf(run, thread).map(([from, to]) =>
        bar(from, to, y + (i + 1) * laneHeight, x, figureColours.first),
      ),
    ]),
  ]);
}

const laneName = (name: string, y: number): string =>
  text(name, { x: left - 10, y: y + 12, "text-anchor": "end" });

function bar(from: number, to: number, y: number, x: Scale, colour: string): string {
  const place = { x: x(from), y: y + 2, width: Math.max(1, x(to) - x(from) - 1), height: 12 };
  return element("rect", { ...place, fill: colour, rx: 2 });
}

function timeAxis(x: Scale, bottom: number): string {
  const name = { x: (left + width - right) / 2, y: bottom + 32, "text-anchor": "middle" };
  return element("g", { class: "axis" }, [
    line(left, bottom, width - right, bottom),
    ...x
      .ticks(10)
      .map((at) => text(String(at), { x: x(at), y: bottom + 15, "text-anchor": "middle" })),
    text("milliseconds", name),
  ]);
}

function threadsOf({ spans = [] }: CoreRun): number[] {
  return [...new Set(spans.map(({ thread }) => thread))].sort((a, b) => a - b);
}

type Stretch = readonly [from: number, to: number];

function jobsOf({ spans = [], from }: CoreRun, thread: number): Stretch[] {
  const own = spans.filter((span) => span.thread === thread);
  return own.map((span) => [Math.max(0, span.from - from), span.to - from]);
}

/** When the loop was held: between two beats that lie too far apart. */
function holds({ beats, tookMs }: CoreRun): Stretch[] {
  const edges = [0, ...beats, tookMs];
  return edges.slice(1).flatMap((to, i): Stretch[] => {
    const from = edges[i] ?? 0;
    return to - from > heldMs ? [[from, to]] : [];
  });
}

function inWords(run: CoreRun): string {
  const jobs = threadsOf(run).map((thread) => {
    const count = jobsOf(run, thread).length;
    return `thread ${thread} did ${count} ${count === 1 ? "job" : "jobs"}`;
  });
  const beats = `the loop beat ${run.beats.length} times, at worst ${run.worstMs.toFixed(0)} ms late`;
  return `${run.name}, ${run.tookMs.toFixed(0)} ms: ${[beats, ...jobs].join("; ")}.`;
}

function dataOf(runs: readonly CoreRun[]): FigureData {
  return {
    columns: ["way", "took, ms", "beats", "worst lag, ms", "jobs in threads"],
    rows: runs.map(({ name, tookMs, beats, worstMs, spans = [] }) => [
      name,
      Math.round(tookMs),
      beats.length,
      Math.round(worstMs),
      spans.length,
    ]),
  };
}
