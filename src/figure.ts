import type { Scale } from "./scale.ts";
import { type Attributes, element, escape, text } from "./svg.ts";

/** Two colours that can be told apart, on a white page and on a black one. */
export const figureColours = { first: "#0b7fa5", second: "#b77900" } as const;

/** The numbers behind a figure, as a table. */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface FigureFrame {
  /** What the figure is called for who cannot see it. */
  readonly title: string;
  /** What it shows, in sentences: its text alternative. */
  readonly description: string;
  /** Travels with the figure unseen, as lines of values with tabs between: a page can show it as a table. */
  readonly data: FigureData;
  readonly width: number;
  readonly height: number;
  readonly class?: string;
}

/** Parts as a figure with a name, a text alternative and its numbers: an SVG string. */
export function figure(parts: readonly string[], frame: FigureFrame): string {
  const { title, description, data, width, height, class: kind } = frame;
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  const look = { "font-family": "system-ui, sans-serif", "font-size": 12, fill: "currentColor" };
  const name = { role: "img", "aria-label": title, ...(kind ? { class: kind } : {}) };
  const words = element("desc", {}, [escape(description)]);
  const numbers = element("metadata", {}, [escape(lines(data))]);
  const inside = [words, numbers, ...parts];
  return element("svg", { xmlns: "http://www.w3.org/2000/svg", ...size, ...look, ...name }, inside);
}

function lines({ columns, rows }: FigureData): string {
  const written = (value: string | number) => String(value).replace(/\s+/g, " ");
  return [columns, ...rows].map((row) => row.map(written).join("\t")).join("\n");
}

/** A line from one point to another, in the colour of the text unless `look` says otherwise. */
export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  look: Attributes = {},
): string {
  return element("line", { x1, y1, x2, y2, stroke: "currentColor", ...look });
}

/** A place on a figure, in its own units. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Marks {
  /** Where the axis has marks, and what they say. */
  readonly at: readonly { readonly place: number; readonly label: string }[];
  /** What is measured along the axis. */
  readonly name: string;
}

/** Round values to mark on an axis, about `wanted` of them. */
export function marksOf(scale: Scale, wanted: number, name: string): Marks {
  const at = scale.ticks(wanted).map((value) => ({ place: scale(value), label: String(value) }));
  return { at, name };
}

/** The two axes of a plot with their marks and names; faint lines cross it at the marks of y. */
export function axes({ left, right, top, bottom }: Box, x: Marks, y: Marks): string {
  const faint = { "stroke-opacity": 0.2 };
  return element("g", { class: "axis" }, [
    line(left, bottom, right, bottom),
    ...x.at.flatMap(({ place, label }) => [
      line(place, bottom, place, bottom + 4),
      text(label, { x: place, y: bottom + 17, "text-anchor": "middle" }),
    ]),
    ...y.at.flatMap(({ place, label }) => [
      line(left, place, right, place, faint),
      text(label, { x: left - 8, y: place + 4, "text-anchor": "end" }),
    ]),
    text(x.name, { x: (left + right) / 2, y: bottom + 34, "text-anchor": "middle" }),
    text(y.name, { x: 8, y: top - 12 }),
  ]);
}
