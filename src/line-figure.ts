import { axes, type Box, figure, figureColours, type FigureData, line, marksOf } from "./figure.ts";
import { linearScale, type Scale } from "./scale.ts";
import { max } from "./stats.ts";
import { type Attributes, element, text } from "./svg.ts";

/** A place in the figure, in the units of its axes. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points that belong together, in the order in which a line joins them. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

/** What the figure says about itself. */
export interface LineFigureOptions {
  /** What the figure is called for who cannot see it. */
  readonly title: string;
  /** What is measured along the axes, with the unit. */
  readonly x: string;
  readonly y: string;
  /** A place on the x axis that matters, and why: a dashed line marks it. */
  readonly mark?: { readonly x: number; readonly label: string };
}

const width = 720;
const height = 300;
const box: Box = { left: 64, right: 690, top: 40, bottom: 250 };

/** Told apart by colour, by line and by point. */
const looks: readonly { readonly line: Attributes; readonly filled: boolean }[] = [
  { line: { stroke: figureColours.first }, filled: true },
  { line: { stroke: figureColours.second, "stroke-dasharray": "6 4" }, filled: false },
];

/**
 * One or two series of points as lines, on axes that begin at 0: an SVG string, and a pure function of
 * the points. Throws RangeError for no series or more than two, and for a series without points.
 */
export function lineFigure(series: readonly Series[], options: LineFigureOptions): string {
  if (series.length < 1 || series.length > looks.length) {
    throw new RangeError(`a line figure shows 1 or 2 series, got ${series.length}`);
  }
  const { title, mark } = options;
  const points = series.flatMap((one) => one.points);
  const x = linearScale(max(points.map((point) => point.x)), box.left, box.right);
  const y = linearScale(max(points.map((point) => point.y)), box.bottom, box.top);
  const parts = [
    axes(box, marksOf(x, 14, options.x), marksOf(y, 6, options.y)),
    ...(mark ? [markLine(x(mark.x), mark.label)] : []),
    ...series.map((one, i) => seriesLine(one, i, x, y)),
    ...series.map((one, i) => legendEntry(one.name, i)),
  ];
  const description = series.map((one) => inWords(one, options)).join(" ");
  return figure(parts, { title, description, data: dataOf(series, options), width, height });
}

function dataOf(series: readonly Series[], { x, y }: LineFigureOptions): FigureData {
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))];
  const valueAt = ({ points }: Series, place: number) =>
    points.find((point) => point.x === place)?.y.toFixed(2) ?? "";
  return {
    columns: [x, ...series.map(({ name }) => `${name} (${y})`)],
    rows: places.map((place) => [
      Number(place.toFixed(3)),
      ...series.map((one) => valueAt(one, place)),
    ]),
  };
}

function seriesLine({ points }: Series, i: number, x: Scale, y: Scale): string {
  const path = points.map((at) => `${x(at.x).toFixed(1)},${y(at.y).toFixed(1)}`).join(" ");
  return element("g", { class: `figure-series-${i + 1}` }, [
    element("polyline", { points: path, fill: "none", "stroke-width": 2, ...lookOf(i).line }),
    ...points.map((at) => dot(x(at.x), y(at.y), i)),
  ]);
}

function dot(cx: number, cy: number, i: number): string {
  const { line: stroke, filled } = lookOf(i);
  const colour = stroke["stroke"] ?? "";
  const look: Attributes = filled
    ? { fill: colour }
    : { fill: "none", stroke: colour, "stroke-width": 2 };
  return element("circle", { cx, cy, r: 4, ...look });
}

function legendEntry(name: string, i: number): string {
  const at = box.left + 130 + i * 220;
  return element("g", { class: "legend" }, [
    line(at, 16, at + 36, 16, { "stroke-width": 2, ...lookOf(i).line }),
    dot(at + 18, 16, i),
    text(name, { x: at + 44, y: 20 }),
  ]);
}

function markLine(x: number, label: string): string {
  return element("g", { class: "figure-mark" }, [
    line(x, box.top, x, box.bottom, { "stroke-dasharray": "2 4" }),
    text(label, { x: x - 8, y: box.top + 14, "text-anchor": "end" }),
  ]);
}

function inWords({ name, points }: Series, { x, y }: LineFigureOptions): string {
  const pairs = points.map((point) => `${point.y.toFixed(2)} at ${+point.x.toFixed(3)}`);
  return `${name} (${y}, by ${x}): ${pairs.join(", ")}.`;
}

const lookOf = (i: number) => looks[i] as (typeof looks)[number];
