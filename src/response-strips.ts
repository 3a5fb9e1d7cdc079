import { figure, figureColours, type FigureData, line } from "./figure.ts";
import { seconds } from "./report.ts";
import { linearScale, type Scale } from "./scale.ts";
import { max, median, min } from "./stats.ts";
import { element, text } from "./svg.ts";

/** The response times of one run, in milliseconds, in the order of processing. */
export interface StripRun {
  readonly name: string;
  readonly responses: readonly number[];
}

const width = 720;
const left = 176;
const right = 16;
const stripHeight = 44;
const gap = 14;

/**
 * The response times of several runs below each other, all to the same scale, so that they can be
 * compared at a glance: an SVG string, and a pure function of the runs. Throws RangeError if there are
 * no runs, or if one has no responses.
 */
export function responseStrips(
  runs: readonly StripRun[],
  { title = "Response times" }: { readonly title?: string } = {},
): string {
  const x = linearScale(max(runs.map((run) => run.responses.length)), left, width - right);
  const longest = max(runs.map((run) => max(run.responses)));
  const height = gap + runs.length * (stripHeight + gap) + 30;
  const strips = runs.map((run, i) => strip(run, gap + i * (stripHeight + gap), longest, x));
  const axisName = { x: (left + width) / 2, y: height - 10, "text-anchor": "middle" };
  const parts = [...strips, text("items, in the order of processing", axisName)];
  const description = runs.map(inWords).join(" ");
  return figure(parts, { title, description, data: dataOf(runs), width, height });
}

function dataOf(runs: readonly StripRun[]): FigureData {
  const longest = max(runs.map((run) => run.responses.length));
  const cell = (ms: number | undefined) => (ms === undefined ? "" : seconds(ms));
  return {
    columns: ["item", ...runs.map(({ name }) => `${name} (s)`)],
    rows: Array.from({ length: longest }, (_, i) => [
      i + 1,
      ...runs.map(({ responses }) => cell(responses[i])),
    ]),
  };
}

function strip({ name, responses }: StripRun, top: number, longest: number, x: Scale): string {
  const bottom = top + stripHeight;
  const y = linearScale(longest, bottom, top);
  const look = { class: "response", stroke: figureColours.first, "stroke-width": 4 };
  const beside = { x: left - 12, "text-anchor": "end" };
  return element("g", { class: "strip responses" }, [
    text(name, { ...beside, y: top + 18 }),
    text(`max ${seconds(max(responses))} s`, { ...beside, y: top + 36 }),
    line(left, bottom, x(responses.length), bottom),
    // Even a response of 0 leaves a mark: the item was there.
    ...responses.map((ms, i) =>
      line(x(i + 0.5), bottom, x(i + 0.5), Math.min(y(ms), bottom - 1), look),
    ),
  ]);
}

function inWords({ name, responses }: StripRun): string {
  const range = `${seconds(min(responses))} to ${seconds(max(responses))} s`;
  const middle = `median ${seconds(median(responses))} s`;
  return `${name}: ${responses.length} items, response times ${range}, ${middle}.`;
}
