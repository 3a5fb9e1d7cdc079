import { figure, figureColours, type FigureData, line } from "./figure.ts";
import { linearScale, type Scale } from "./scale.ts";
import { max, quantile } from "./stats.ts";
import { type Attributes, element, text } from "./svg.ts";

/** What was measured in one way: response times, say. */
export interface LadderRun {
  readonly name: string;
  readonly values: readonly number[];
}

/** What the figure says about itself. */
export interface LadderOptions {
  /** What the figure is called for who cannot see it. */
  readonly title: string;
  /** What the values are, with their unit: "milliseconds until the answer". */
  readonly x: string;
}

/** From what is usual to the worst. */
const rungs = [
  { share: 0.5, name: "50 % within" },
  { share: 0.9, name: "90 % within" },
  { share: 0.99, name: "99 % within" },
  { share: 1, name: "all within" },
];

const width = 720;
const [left, right, top] = [112, 650, 40];
const [barHeight, rungHeight] = [16, 48];
const bottom = top + rungs.length * rungHeight;

/** Told apart by colour, and by whether they are filled. */
const looks: readonly Attributes[] = [
  { class: "figure-bar", fill: figureColours.first },
  { class: "figure-bar-2", fill: figureColours.second, "fill-opacity": 0.45 },
];

/**
 * Within what value half, nine in ten, 99 in a hundred and all of the values lie, for one or two runs beside each other:
 * an SVG string, and a pure function of the values. Throws RangeError for no run or more than two, and for a run without
 * values.
 */
export function percentileLadder(
  runs: readonly LadderRun[],
  { title, x: name }: LadderOptions,
): string {
  if (runs.length < 1 || runs.length > looks.length) {
    throw new RangeError(`a ladder shows 1 or 2 runs, got ${runs.length}`);
  }
  const heights = runs.map(({ values }) => rungs.map(({ share }) => quantile(values, share)));
  const x = linearScale(max(heights.flat()), left, right);
  const parts = [
    axis(x, name),
    ...rungs.map((rung, i) => text(rung.name, { x: left - 10, y: rungY(i) + 20, ...endsThere })),
    ...heights.flatMap((values, run) => values.map((value, i) => bar(value, i, run, x))),
    ...runs.map((run, i) => legendEntry(run.name, i)),
  ];
  const description = runs.map((run, i) => inWords(run, heights[i] as number[], name)).join(" ");
  const data = dataOf(runs, heights, name);
  return figure(parts, { title, description, data, width, height: bottom + 44 });
}

const endsThere = { "text-anchor": "end" };
const rungY = (i: number): number => top + i * rungHeight + 6;

function axis(x: Scale, name: string): string {
  const marks = x
    .ticks(8)
    .flatMap((value) => [
      line(x(value), top, x(value), bottom, { "stroke-opacity": 0.2 }),
      text(String(value), { x: x(value), y: bottom + 17, "text-anchor": "middle" }),
    ]);
  const called = { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" };
  return element("g", { class: "axis" }, [
    line(left, top, left, bottom),
    ...marks,
    text(name, called),
  ]);
}

function bar(value: number, rung: number, run: number, x: Scale): string {
  const y = rungY(rung) + run * (barHeight + 2);
  const size = { x: left, y, width: Math.max(1, x(value) - left), height: barHeight };
  return (
    element("rect", { ...size, ...looks[run] }) +
    text(value.toFixed(0), { x: x(value) + 6, y: y + 12.5 })
  );
}

function legendEntry(name: string, i: number): string {
  const at = left + i * 220;
  return element("g", { class: "legend" }, [
    element("rect", { x: at, y: 10, width: 28, height: 12, ...looks[i] }),
    text(name, { x: at + 36, y: 20 }),
  ]);
}

function inWords({ name, values }: LadderRun, heights: readonly number[], what: string): string {
  const said = rungs.map((rung, i) => `${rung.name} ${heights[i]?.toFixed(0)}`);
  return `${name}, ${values.length} values (${what}): ${said.join(", ")}.`;
}

function dataOf(
  runs: readonly LadderRun[],
  heights: readonly (readonly number[])[],
  what: string,
): FigureData {
  return {
    columns: ["", ...runs.map(({ name }) => `${name} (${what})`)],
    rows: rungs.map((rung, i) => [rung.name, ...heights.map((of) => of[i]?.toFixed(0) ?? "")]),
  };
}
