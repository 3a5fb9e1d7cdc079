import { figure, figureColours, line } from "./figure.ts";
import { linearScale, type Scale } from "./scale.ts";
import { element, text } from "./svg.ts";

/** A stretch of code that should have something for itself, from its first look at it to its last change. Times in milliseconds. */
export interface Section {
  /** What it works on: sections on the same thing share a row. */
  readonly on: string;
  /** Who it is, or what it did, in a word or two. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Whether somebody else came in between. */
  readonly broken: boolean;
}

/** What the figure says about itself. */
export interface SectionsOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
  /** What is wrong with a broken section, for who cannot see the red. */
  readonly broken?: string;
}

const width = 720;
const left = 108;
const right = 40;
const head = 24;
const laneHeight = 26;
const gap = 10;

/** Red enough on white and on black; the words in the box say it too. */
const alarm = "#d13c3c";

/**
 * Critical sections in time, a row for each thing that they work on, by name; those that overlap stand one
 * below the other, and a broken one is red. An SVG string, and a pure function of the sections.
 */
export function sectionsFigure(
  sections: readonly Section[],
  { title = "Critical sections", broken }: SectionsOptions = {},
): string {
  const x = linearScale(Math.max(0, ...sections.map(({ to }) => to)), left, width - right);
  const rows: string[] = [];
  let top = head;
  for (const on of [...new Set(sections.map((section) => section.on))].sort()) {
    const lanes = lanesFor(sections.filter((section) => section.on === on));
    rows.push(text(on, { x: left - 12, y: top + laneHeight / 2 + 4, "text-anchor": "end" }));
    for (const [i, lane] of lanes.entries()) {
      rows.push(...lane.map((section) => box(section, x, top + i * laneHeight)));
    }
    top += lanes.length * laneHeight + gap;
  }
  const frame = { title, description: sectionsText(sections, broken), data: dataOf(sections) };
  return figure([axis(x, top), ...rows], { ...frame, width, height: top + 26 });
}

/** What the figure shows, in sentences: for who cannot see it, and for a terminal. */
export function sectionsText(
  sections: readonly Section[],
  wrong = "somebody else came in between",
): string {
  const said = sections.map(({ on, label, from, to, broken }) => {
    const red = broken ? `, and ${wrong}` : "";
    return `${on}: ${label} from ${from} to ${to} ms${red}.`;
  });
  return [`${sections.length} ${sections.length === 1 ? "section" : "sections"}.`, ...said].join(
    " ",
  );
}

function dataOf(sections: readonly Section[]) {
  return {
    columns: ["on", "what", "from (ms)", "to (ms)", "broken"],
    rows: sections.map(({ on, label, from, to, broken }) => [
      on,
      label,
      from,
      to,
      broken ? "yes" : "–",
    ]),
  };
}

/** As few lanes as it takes for no two sections of a lane to overlap. */
function lanesFor(sections: readonly Section[]): Section[][] {
  const lanes: Section[][] = [];
  for (const section of [...sections].sort((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= section.from);
    if (free) free.push(section);
    else lanes.push([section]);
  }
  return lanes;
}

function box({ label, from, to, broken }: Section, x: Scale, top: number): string {
  const colour = broken ? alarm : figureColours.first;
  const place = { x: x(from), y: top + 2, width: Math.max(2, x(to) - x(from)) };
  const look = { fill: colour, "fill-opacity": 0.2, stroke: colour };
  return [
    element("rect", {
      class: broken ? "figure-broken" : "figure-entry",
      ...place,
      height: laneHeight - 4,
      rx: 3,
      ...look,
    }),
    text(broken ? `${label} ✗` : label, { x: x(from) + 6, y: top + laneHeight / 2 + 4 }),
  ].join("");
}

function axis(x: Scale, bottom: number): string {
  const marks = x
    .ticks(10)
    .flatMap((at) => [
      line(x(at), head - 4, x(at), bottom, { "stroke-opacity": 0.15 }),
      text(String(at), { x: x(at), y: bottom + 16, "text-anchor": "middle" }),
    ]);
  const unit = text("milliseconds", { x: left - 12, y: bottom + 16, "text-anchor": "end" });
  return element("g", { class: "axis" }, [...marks, unit]);
}
