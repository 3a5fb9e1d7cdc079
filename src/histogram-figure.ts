import { axes, type Box, figure, figureColours, line, marksOf } from "./figure.ts";
import { linearScale } from "./scale.ts";
import { histogram, max, median, min } from "./stats.ts";
import { element, text } from "./svg.ts";

/** What the figure says about itself. */
export interface HistogramOptions {
  /** What the figure is called for who cannot see it. */
  readonly title: string;
  /** What the values are, with their unit: "median response, seconds". */
  readonly x: string;
  /** What is counted; "runs" if left out. */
  readonly y?: string;
  /** About how many bars; 20 if left out. */
  readonly bins?: number;
}

const width = 720;
const height = 260;
const box: Box = { left: 64, right: 700, top: 36, bottom: 210 };

/**
 * How often values of which size occur, as bars from 0 to the largest value: an SVG string, and a pure
 * function of the values. Bars begin and end at round values. Throws RangeError if there are no values,
 * or if one is below 0.
 */
export function histogramFigure(values: readonly number[], options: HistogramOptions): string {
  if (min(values) < 0) throw new RangeError(`values must be 0 or more, got ${min(values)}`);
  const { title, x: name, y: counted = "runs", bins = 20 } = options;
  const bars = roundBars(max(values), bins);
  const counts = histogram(values, { from: 0, to: bars.to, bins: bars.count });
  const x = linearScale(bars.to, box.left, box.right);
  const y = linearScale(max(counts), box.bottom, box.top);
  const middle = x(median(values));
  const parts = [
    axes(box, marksOf(x, 12, name), marksOf(y, 4, counted)),
    ...counts.map((count, i) => bar(x(i * bars.step), x((i + 1) * bars.step), y(count))),
    line(middle, box.top - 10, middle, box.bottom, { "stroke-dasharray": "2 4" }),
    text(`median ${median(values).toFixed(2)}`, { x: middle + 7, y: box.top - 2 }),
  ];
  const range = `from ${min(values).toFixed(2)} to ${max(values).toFixed(2)}`;
  const description =
    `${values.length} ${counted} by ${name}: ${range}, half of them below ${median(values).toFixed(2)}. ` +
    `Bars of ${bars.step}, starting from 0: ${counts.join(", ")}.`;
  const edge = (i: number) => Number((i * bars.step).toPrecision(12));
  const data = {
    columns: [`${name}, from`, "to", counted],
    rows: counts.map((count, i) => [edge(i), edge(i + 1), count]),
  };
  return figure(parts, { title, description, data, width, height });
}

function bar(from: number, to: number, top: number): string {
  const look = { class: "figure-bar", fill: figureColours.first };
  const inside = { x: from + 0.5, width: to - from - 1, y: top, height: box.bottom - top };
  return element("rect", { ...inside, ...look });
}

/** Bars of a round width that reach beyond the largest value, so that it lies inside the last one. */
function roundBars(largest: number, wanted: number): { step: number; count: number; to: number } {
  const step = linearScale(largest, 0, 1).ticks(wanted)[1] ?? 1;
  const count = Math.floor(largest / step + 1e-9) + 1;
  return { step, count, to: Number((count * step).toPrecision(12)) };
}
