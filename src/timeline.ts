import { figure } from "./figure.ts";
import { backlog, endOf, itemPaths, type Lane, lanesOf, type Role, type Segment } from "./lanes.ts";
import { linearScale, type Scale } from "./scale.ts";
import { element, text } from "./svg.ts";
import { timelineData } from "./timeline-data.ts";
import { type StopTimes, stopMarks, stopText } from "./timeline-stop.ts";
import { timelineText } from "./timeline-text.ts";
import type { Trace } from "./trace.ts";

/** What the figure says about itself. */
export interface TimelineOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
  /** When the program was told to stop and when it was over: marked, with what ran on after that. */
  readonly stop?: StopTimes;
}

const width = 720;
const left = 108;
const right = 16;
const laneHeight = 30;
const stripHeight = 54;
const gap = 22;

/** The lecture's colours, dark enough to be seen on white. A page's theme may override them by class. */
const colours: Readonly<Record<Role, string>> = {
  producer: "#b77900",
  consumer: "#0b7fa5",
  other: "#6b7280",
};

/**
 * A run as a figure: a lane for each task, a line for each item from being made to being processed, and
 * below, on the same axis, the backlog and the response times. An SVG string, and a pure function of
 * the trace. Solid: the task holds the thread. Pale: it sleeps. Dotted: it waits. Dashed box: it waits for room.
 */
export function timeline(trace: Trace, options: TimelineOptions = {}): string {
  const { title = "Timeline", stop } = options;
  const end = endOf(trace);
  const lanes = lanesOf(trace, end);
  const x = linearScale(end, left, width - right);
  const lanesBottom = gap + lanes.length * laneHeight;
  const strips = itemPaths(trace).length > 0 ? [backlogStrip, responseStrip] : [];
  const underLanes = stop && strips.length === 0 ? gap : strips.length * (stripHeight + gap);
  const bottom = lanesBottom + underLanes;
  const parts = [
    axis(x, bottom),
    legend(lanes, strips.length > 0),
    itemLines(trace, lanes, x),
    ...lanes.map((lane, i) => laneRow(lane, gap + i * laneHeight, x)),
    ...strips.map((strip, i) => strip(trace, lanesBottom + gap + i * (stripHeight + gap), x)),
    stop ? stopMarks(lanes.map(toRow), stop, x, { ...lanesField, bottom: lanesBottom }) : "",
  ];
  const description = timelineText(trace) + (stop ? ` ${stopText(lanes, stop)}` : "");
  const texts = { title, description, data: timelineData(trace) };
  return figure(parts, { ...texts, width, height: bottom + 26, class: "timeline" });
}

const lanesField = { top: gap - 4, right: width - right };
const toRow = (lane: Lane, i: number) => ({ lane, middle: gap + (i + 0.5) * laneHeight });

function axis(x: Scale, bottom: number): string {
  const ticks = x
    .ticks(10)
    .map((at) =>
      element("g", {}, [
        line(x(at), gap - 4, x(at), bottom + 4, { stroke: "currentColor", "stroke-opacity": 0.15 }),
        text(String(at / 1000), { x: x(at), y: bottom + 18, "text-anchor": "middle" }),
      ]),
    );
  const unit = text("seconds", { x: left - 12, y: bottom + 18, "text-anchor": "end" });
  return element("g", { class: "axis" }, [...ticks, unit]);
}

/** Names the states that occur, each with a sample, and the lines of the items. */
function legend(lanes: readonly Lane[], hasItems: boolean): string {
  const states = new Set(lanes.flatMap((lane) => lane.segments.map((segment) => segment.state)));
  // With three states or more the widest step would push the last entry out of the figure.
  const [from, apart] = states.size < 3 ? [left, 140] : [12, 128];
  const words = { running: "holds the thread", sleeping: "sleeps", waiting: "waits" };
  const entries = [...states].map((state, i) => {
    const at = from + i * apart;
    const sample: Segment = { from: 0, to: 28, state, what: "" };
    return [
      bar(sample, -8, (value) => at + value, "other"),
      text(state === "waiting for room" ? "waits for room" : words[state], { x: at + 36, y: 11 }),
    ].join("");
  });
  const at = from + entries.length * apart;
  const item = [
    line(at + 4, 3, at + 24, 14, itemLook),
    text("an item, from made to taken", { x: at + 36, y: 11 }),
  ];
  return element("g", { class: "legend" }, [...entries, ...(hasItems ? item : [])]);
}

function laneRow({ name, role, segments }: Lane, top: number, x: (at: number) => number): string {
  const label = text(name, { x: left - 12, y: top + laneHeight / 2 + 4, "text-anchor": "end" });
  const look = { class: `lane ${role}` };
  return element("g", look, [label, ...segments.map((segment) => bar(segment, top, x, role))]);
}

function bar(
  { from, to, state }: Segment,
  top: number,
  x: (at: number) => number,
  role: Role,
): string {
  const middle = top + laneHeight / 2;
  const colour = colours[role];
  const inside = Math.max(0.5, x(to) - x(from) - 0.8); // a hair's breadth apart, so that they can be counted
  const box = (height: number, look: Record<string, string | number>) =>
    element("rect", {
      x: x(from),
      y: middle - height / 2,
      width: inside,
      height,
      ...look,
    });
  switch (state) {
    case "running":
      return box(16, { class: `running ${role}`, fill: colour });
    case "sleeping":
      return box(10, { class: `sleeping ${role}`, fill: colour, "fill-opacity": 0.4 });
    case "waiting for room":
      return box(12, {
        class: `waiting ${role}`,
        fill: "none",
        stroke: colour,
        "stroke-dasharray": "5 3",
      });
    case "waiting":
      return line(x(from), middle, x(to), middle, {
        class: `waiting ${role}`,
        stroke: colour,
        "stroke-width": 2,
        "stroke-dasharray": "2 4",
      });
  }
}

const itemLook = { stroke: "currentColor", "stroke-opacity": 0.45, "stroke-width": 0.9 };

/** From where and when each item was made to where and when its processing began. */
function itemLines(trace: Trace, lanes: readonly Lane[], x: Scale): string {
  const middle = (task: number) =>
    gap + (lanes.findIndex((lane) => lane.task === task) + 0.5) * laneHeight;
  const lines = itemPaths(trace).map(({ madeAt, madeBy, processedAt, processedBy }) => {
    const edge = 5 * Math.sign(middle(processedBy) - middle(madeBy)); // from bar to bar, not across them
    const [from, to] = [middle(madeBy) + edge, middle(processedBy) - edge];
    return line(x(madeAt), from, x(processedAt), to, itemLook);
  });
  return element("g", { class: "items" }, lines);
}

function backlogStrip(trace: Trace, top: number, x: Scale): string {
  const steps = backlog(trace);
  const deepest = Math.max(...steps.map((step) => step.value));
  const y = linearScale(deepest, top + stripHeight, top);
  const path = steps.map(({ at, value }) => `H${x(at).toFixed(1)}V${y(value).toFixed(1)}`).join("");
  const area = element("path", {
    d: `M${left} ${y(0)}${path}H${x(endOf(trace)).toFixed(1)}V${y(0)}Z`,
    class: "backlog",
    fill: "currentColor",
    "fill-opacity": 0.3,
  });
  return strip("backlog", "items waiting", String(deepest), top, area);
}

function responseStrip(trace: Trace, top: number, x: Scale): string {
  const paths = itemPaths(trace);
  const longest = Math.max(...paths.map((path) => path.processedAt - path.madeAt));
  const y = linearScale(longest, top + stripHeight, top);
  const bars = paths.map(({ madeAt, processedAt }) => {
    const at = x(processedAt);
    const look = { class: "response", stroke: colours.consumer, "stroke-width": 3 };
    return line(at, y(0), at, Math.min(y(processedAt - madeAt), y(0) - 1), look);
  });
  return strip("responses", "response", `${(longest / 1000).toFixed(2)} s`, top, bars.join(""));
}

function strip(name: string, label: string, largest: string, top: number, inside: string): string {
  const beside = { x: left - 12, "text-anchor": "end" };
  return element("g", { class: `strip ${name}` }, [
    line(left, top + stripHeight, width - right, top + stripHeight, { stroke: "currentColor" }),
    text(label, { ...beside, y: top + stripHeight }),
    text(`max ${largest}`, { ...beside, y: top + 10, "fill-opacity": 0.75 }),
    inside,
  ]);
}

function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  look: Record<string, string | number>,
) {
  return element("line", { x1, y1, x2, y2, ...look });
}
