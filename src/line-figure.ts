import { axes, type Box, figure, figureColours, type FigureData, line, marksOf } from "./figure.ts";
import { linearScale, type Scale } from "./scale.ts";
import { max } from "./stats.ts";
import { type Attributes, element, text } from "./svg.ts";

/** A place in the figure, in the units of its axes. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** What this point is of, if the axes do not say it. */
  readonly label?: string;
}

/** Points that belong together, in the order in which a line joins them. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** A line to compare the others with: thin, and without marks at its points. */
  readonly isGuide?: boolean;
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
const looks: readonly Look[] = [
  { line: { stroke: figureColours.first }, mark: "disc" },
  { line: { stroke: figureColours.second, "stroke-dasharray": "6 4" }, mark: "ring" },
  { line: { stroke: "#6b7280", "stroke-dasharray": "2 3" }, mark: "square" },
];
const guideLook: Look = {
  line: { stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "1 3" },
  mark: "none",
};

interface Look {
  readonly line: Attributes;
  readonly mark: "disc" | "ring" | "square" | "none";
}

/** A series with how it is drawn: the class, by which a page may give it another colour, and the look. */
interface Drawn extends Series {
  readonly kind: string;
  readonly look: Look;
}

/**
 * Up to three series of points as lines, and guides to compare them with, on axes that begin at 0: an SVG string, and a
 * pure function of the points. Throws RangeError for no series or more than three, and for a series without points.
 */
export function lineFigure(series: readonly Series[], options: LineFigureOptions): string {
  const { title, mark } = options;
  const points = series.flatMap((one) => one.points);
  const drawn = drawnOf(series);
  const x = linearScale(max(points.map((point) => point.x)), box.left, box.right);
  const y = linearScale(max(points.map((point) => point.y)), box.bottom, box.top);
  const parts = [
    axes(box, marksOf(x, 14, options.x), marksOf(y, 6, options.y)),
    ...(mark ? [markLine(x(mark.x), mark.label)] : []),
    ...drawn.map((one) => seriesLine(one, x, y)),
    ...new Set(points.map((at) => pointLabel(at, x(at.x), y(at.y)))), // where series meet, once
    ...drawn.map((one, i) => legendEntry(one, i, drawn.length)),
  ];
  const description = series.map((one) => inWords(one, options)).join(" ");
  return figure(parts, { title, description, data: dataOf(series, options), width, height });
}

function drawnOf(series: readonly Series[]): Drawn[] {
  const measured = series.filter(({ isGuide }) => !isGuide);
  if (measured.length < 1 || measured.length > looks.length) {
    throw new RangeError(`a line figure shows 1 to 3 series, got ${measured.length}`);
  }
  let count = 0;
  return series.map((one) => {
    if (one.isGuide) return { ...one, kind: "figure-guide", look: guideLook };
    const look = looks[count++] as Look;
    return { ...one, kind: `figure-series-${count}`, look };
  });
}

function dataOf(series: readonly Series[], { x, y }: LineFigureOptions): FigureData {
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))];
  const valueAt = ({ points }: Series, place: number) => {
    const there = points.filter((point) => point.x === place);
    return there.map((point) => point.y.toFixed(2) + labelOf(point)).join(", ");
  };
  return {
    columns: [x, ...series.map(({ name }) => `${name} (${y})`)],
    rows: places.map((place) => [
      Number(place.toFixed(3)),
      ...series.map((one) => valueAt(one, place)),
    ]),
  };
}

function seriesLine({ points, kind, look }: Drawn, x: Scale, y: Scale): string {
  const path = points.map((at) => `${x(at.x).toFixed(1)},${y(at.y).toFixed(1)}`).join(" ");
  return element("g", { class: kind }, [
    element("polyline", { points: path, fill: "none", "stroke-width": 2, ...look.line }),
    ...points.map((at) => markOf(x(at.x), y(at.y), look)),
  ]);
}

function markOf(cx: number, cy: number, { line: stroke, mark }: Look): string {
  const colour = stroke["stroke"] ?? "";
  if (mark === "none") return "";
  if (mark === "square") {
    return element("rect", { x: cx - 3.5, y: cy - 3.5, width: 7, height: 7, fill: colour });
  }
  const look: Attributes =
    mark === "disc" ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": 2 };
  return element("circle", { cx, cy, r: 4, ...look });
}

/** Right above its point; to the left of it where the figure ends, and below where it would meet the axis's name. */
function pointLabel({ label }: Point, cx: number, cy: number): string {
  if (label === undefined) return "";
  const aside: Attributes =
    cx > box.right - 60 ? { x: cx - 9, "text-anchor": "end" } : { x: cx + 8 };
  return text(label, { ...aside, y: cy < box.top + 12 ? cy + 14 : cy - 6, "font-size": 11 });
}

/** Two stand far apart; more share the line. */
function legendEntry({ name, look }: Drawn, i: number, count: number): string {
  const at = count > 2 ? 150 + (i * 550) / count : box.left + 130 + i * 220;
  return element("g", { class: "legend" }, [
    line(at, 16, at + 36, 16, { "stroke-width": 2, ...look.line }),
    markOf(at + 18, 16, look),
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
  const pairs = points.map(
    (point) => `${point.y.toFixed(2)} at ${+point.x.toFixed(3)}${labelOf(point)}`,
  );
  return `${name} (${y}, by ${x}): ${pairs.join(", ")}.`;
}

const labelOf = ({ label }: Point): string => (label === undefined ? "" : ` (${label})`);
