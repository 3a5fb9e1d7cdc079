import { figure, figureColours, type FigureData, line } from "./figure.ts";
import { linearScale, type Scale } from "./scale.ts";
import { histogram, max } from "./stats.ts";
import { element, text } from "./svg.ts";

/** A stretch of time in which something special holds, in milliseconds. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** The calls that a service got in one run: when each began, in milliseconds. */
export interface LoadRun {
  readonly name: string;
  readonly calls: readonly number[];
  /** What holds when: "down", "open". */
  readonly bands?: readonly Band[];
}

/** What the figure says about itself. */
export interface LoadStripsOptions {
  readonly title: string;
  /** Where the time axis ends, in milliseconds. */
  readonly until: number;
  /** Bars are cut off above so many calls in a second; the highest decides if left out. */
  readonly most?: number;
}

const width = 720;
const left = 176;
const right = 16;
const top = 16;
const stripHeight = 52;
const gap = 16;

/**
 * The load on a service over time, in calls per second, for several runs below each other, all to the
 * same scale: an SVG string, and a pure function of the runs. Calls beyond `until` are left out.
 * Throws RangeError if there are no runs, or if `until` is not a whole number of seconds.
 */
export function loadStrips(runs: readonly LoadRun[], options: LoadStripsOptions): string {
  const { title, until } = options;
  if (!(until > 0 && Number.isInteger(until / 1000))) {
    throw new RangeError(`until must be a whole number of seconds in milliseconds, got ${until}`);
  }
  const loads = runs.map((run) => perSecond(run, until));
  const largest = options.most ?? max(loads.map((load) => max(load)));
  const x = linearScale(until, left, width - right);
  const bottom = top + runs.length * (stripHeight + gap);
  const strips = runs.map((run, i) =>
    strip(run, loads[i] as number[], largest, top + i * (stripHeight + gap), x),
  );
  const description = runs.map((run, i) => inWords(run, loads[i] as number[])).join(" ");
  const parts = [...strips, timeAxis(x, bottom)];
  const data = dataOf(runs, loads);
  return figure(parts, { title, description, data, width, height: bottom + 34 });
}

function perSecond({ calls }: LoadRun, until: number): number[] {
  const inside = calls.filter((at) => at < until);
  return histogram(inside, { from: 0, to: until, bins: until / 1000 });
}

function strip(run: LoadRun, load: number[], largest: number, y0: number, x: Scale): string {
  const base = y0 + stripHeight;
  const y = linearScale(largest, base, y0);
  const beside = { x: left - 12, "text-anchor": "end" };
  const bars = load.map((calls, second) => {
    const at = x(second * 1000) + 0.5;
    const look = { class: "figure-bar", fill: figureColours.first };
    const size = {
      width: x(1000) - x(0) - 1,
      height: Math.max(calls > 0 ? 1 : 0, base - y(Math.min(calls, largest))),
    };
    return element("rect", { x: at, y: base - size.height, ...size, ...look });
  });
  return element("g", { class: "strip load" }, [
    ...(run.bands ?? []).map((band) => bandOf(band, y0, x)),
    ...bars,
    line(left, base, width - right, base),
    text(run.name, { ...beside, y: y0 + 20 }),
    text(`max ${max(load)} per s`, { ...beside, y: y0 + 38, "fill-opacity": 0.75 }),
  ]);
}

/** A shade behind the bars, named at its top. */
function bandOf({ from, to, label }: Band, y0: number, x: Scale): string {
  const shade = { fill: "currentColor", "fill-opacity": 0.1, class: "band" };
  const box = { x: x(from), y: y0, width: x(to) - x(from), height: stripHeight };
  return (
    element("rect", { ...box, ...shade }) +
    text(label, { x: x(from) + 4, y: y0 - 3, "font-size": 10 })
  );
}

function timeAxis(x: Scale, bottom: number): string {
  const marks = x
    .ticks(10)
    .map((at) => text(String(at / 1000), { x: x(at), y: bottom + 6, "text-anchor": "middle" }));
  const name = { x: (left + width) / 2, y: bottom + 24, "text-anchor": "middle" };
  return element("g", { class: "axis" }, [...marks, text("calls in each second", name)]);
}

function dataOf(runs: readonly LoadRun[], loads: readonly number[][]): FigureData {
  const seconds = loads[0]?.length ?? 0;
  return {
    columns: ["second", ...runs.map(({ name }) => `${name} (calls)`)],
    rows: Array.from({ length: seconds }, (_, i) => [i, ...loads.map((load) => load[i] ?? 0)]),
  };
}

function inWords({ name, bands = [] }: LoadRun, load: readonly number[]): string {
  const total = load.reduce((a, b) => a + b, 0);
  const held = bands.map(
    ({ from, to, label }) =>
      `${label} from ${(from / 1000).toFixed(1)} to ${(to / 1000).toFixed(1)} s`,
  );
  const also = held.length > 0 ? `; ${held.join(", ")}` : "";
  return `${name}: ${total} calls, at most ${max(load)} in a second${also}.`;
}
