import { figure, figureColours, type FigureData, line } from "./figure.ts";
import type { QueueState } from "./queue-run.ts";
import { element, text } from "./svg.ts";

/** What the figure says about itself. */
export interface QueueStripOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
}

const width = 720;
const counter = 316; // items stand to the left of it, those who wait to the right
const handedAt = 540;
const step = 32; // from one place in the queue to the next
const head = 30;
const rowHeight = 34;
const problemHeight = 18;
const most = { items: 6, waiting: 5, handedOver: 3 };

/** Red enough on white and on black; the words in the frame say it too. */
const broken = "#d13c3c";

/**
 * A queue's life as a figure, a row for each step: items as boxes on the left, those who wait as
 * dotted circles on the right, the next of both in the middle, where they meet. There must never be
 * something on both sides: such a row, or one with a problem, has a red frame and says what is wrong.
 * An SVG string, and a pure function of the states.
 */
export function queueStrip(
  states: readonly QueueState[],
  { title = "Queue, step by step" }: QueueStripOptions = {},
): string {
  let top = head;
  const rows = states.map((state) => {
    const row = stripRow(state, top);
    top += heightOf(state);
    return row;
  });
  const parts = [header(), ...rows];
  const frame = { title, description: queueStripText(states), data: dataOf(states) };
  return figure(parts, { ...frame, width, height: top + 6 });
}

/** What the strip shows, in sentences: for who cannot see it, and for a terminal. */
export function queueStripText(states: readonly QueueState[]): string {
  const steps = states.map((state, i) => {
    const { items, waiting, handedOver } = state;
    const inside = items.length > 0 ? `inside: ${items.join(", ")}` : "no items";
    const outside = waiting.length > 0 ? `waiting: ${waiting.join(", ")}` : "nobody waits";
    const handed = handedOver.length > 0 ? `${handedOver.join(", ")}; ` : "";
    const problem = problemOf(state);
    const broken = problem === undefined ? "" : ` Broken: ${problem}.`;
    return `${i + 1}. ${state.step}: ${handed}${inside}; ${outside}.${broken}`;
  });
  return [`${states.length} ${states.length === 1 ? "step" : "steps"}.`, ...steps].join(" ");
}

function dataOf(states: readonly QueueState[]): FigureData {
  const names = (all: readonly string[]) => all.join(", ") || "–";
  const rows = states.map((state) => [
    state.step,
    names(state.items),
    names(state.waiting),
    names(state.handedOver),
    problemOf(state) ?? "",
  ]);
  const columns = ["step", "items", "who waits", "handed over", "broken"];
  const isBroken = states.some((state) => problemOf(state) !== undefined);
  const shown = isBroken ? columns.length : columns.length - 1;
  return { columns: columns.slice(0, shown), rows: rows.map((row) => row.slice(0, shown)) };
}

function problemOf({ problem, items, waiting }: QueueState): string | undefined {
  const both = items.length > 0 && waiting.length > 0;
  return problem ?? (both ? "items inside, and somebody waits" : undefined);
}

function heightOf(state: QueueState): number {
  return rowHeight + (problemOf(state) === undefined ? 0 : problemHeight);
}

function header(): string {
  const look = { y: 14, "fill-opacity": 0.75 };
  return element("g", { class: "legend" }, [
    text("step", { x: 10, ...look }),
    text("items", { x: counter - 12, "text-anchor": "end", ...look }),
    text("who waits", { x: counter + 12, ...look }),
    text("handed over", { x: handedAt, ...look }),
  ]);
}

function stripRow(state: QueueState, top: number): string {
  const middle = top + rowHeight / 2;
  const handed = shortened(state.handedOver, most.handedOver);
  return element("g", {}, [
    line(10, top, width - 10, top, { "stroke-opacity": 0.12 }),
    text(state.step, { x: 10, y: middle + 4 }),
    line(counter, top, counter, top + rowHeight, { "stroke-opacity": 0.4 }),
    ...places(state.items, most.items, (x, name) => itemBox(x, middle, name), -1, middle),
    ...places(state.waiting, most.waiting, (x, name) => waiter(x, middle, name), 1, middle),
    ...(handed === "" ? [] : [text(handed, { x: handedAt, y: middle + 4 })]),
    ...frame(state, top),
  ]);
}

/** Places names outwards from the counter, the next to be served first; for those without room their number. */
function places(
  names: readonly string[],
  room: number,
  draw: (x: number, name: string) => string,
  direction: 1 | -1,
  middle: number,
): string[] {
  const x = (place: number) => counter + direction * (place + 0.7) * step;
  const drawn = names.slice(0, room).map((name, place) => draw(x(place), name));
  const hidden = names.length - drawn.length;
  if (hidden === 0) return drawn;
  return [
    ...drawn,
    text(`+${hidden}`, { x: x(room) - 8 * direction, y: middle + 4, "text-anchor": "middle" }),
  ];
}

function itemBox(x: number, middle: number, name: string): string {
  const colour = figureColours.second;
  const look = { class: "figure-item", fill: colour, "fill-opacity": 0.25, stroke: colour };
  const box = { x: x - 13, y: middle - 11, width: 26, height: 22 };
  return element("rect", { ...box, ...look }) + centred(name, x, middle);
}

function waiter(x: number, middle: number, name: string): string {
  const look = { class: "figure-waiter", fill: "none", stroke: figureColours.first };
  const dots = { "stroke-width": 2, "stroke-dasharray": "2 3" };
  return (
    element("circle", { cx: x, cy: middle, r: 13, ...look, ...dots }) + centred(name, x, middle)
  );
}

const centred = (name: string, x: number, middle: number): string =>
  text(name, { x, y: middle + 4, "text-anchor": "middle" });

function frame(state: QueueState, top: number): string[] {
  const problem = problemOf(state);
  if (problem === undefined) return [];
  const place = { x: 2, y: top + 1, width: width - 4, height: heightOf(state) - 2 };
  const look = { class: "figure-broken", fill: "none", stroke: broken, "stroke-width": 2 };
  return [
    element("rect", { ...place, ...look }),
    text(`Broken: ${problem}`, { x: 10, y: top + rowHeight + 10, "font-weight": 600 }),
  ];
}

function shortened(names: readonly string[], room: number): string {
  const hidden = names.length - room;
  return hidden > 0 ? `${names.slice(0, room).join(", ")} +${hidden}` : names.join(", ");
}
