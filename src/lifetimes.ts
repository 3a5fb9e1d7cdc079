import { figure, type FigureData, line } from "./figure.ts";
import { endOf } from "./lanes.ts";
import { seconds } from "./report.ts";
import { linearScale, type Scale } from "./scale.ts";
import { element, text } from "./svg.ts";
import type { Trace } from "./trace.ts";

/** How a task ended; "still runs" if it had not when the trace was looked at. */
export type Ending = "returned" | "failed" | "cancelled" | "still runs";

/** From when to when a task lived, in milliseconds, with the tasks that it created. */
export interface Lifetime {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly ending: Ending;
  /** When the box around it was closed: the earliest end of those above it. Infinity if there is nobody. */
  readonly closedAt: number;
  readonly children: readonly Lifetime[];
}

/** The lifetimes of all tasks that started, as a tree: those that no task created stand at the top. */
export function lifetimesOf(trace: Trace): Lifetime[] {
  const until = endOf(trace);
  const seen = new Map<
    number,
    { parent?: number | undefined } & Omit<Lifetime, "closedAt" | "children">
  >();
  for (const record of trace.records) {
    const { at, task } = record;
    if (record.type === "task-created") {
      const { name, parent } = record;
      seen.set(task, { name, parent, from: at, to: until, ending: "still runs" });
    }
    const known = seen.get(task);
    if (!known || record.type !== "task-ended") continue;
    const ending = record.cancelled ? "cancelled" : record.failed ? "failed" : "returned";
    seen.set(task, { ...known, to: at, ending });
  }
  const started = new Set(
    trace.records.flatMap(({ type, task }) => (type === "task-started" ? [task] : [])),
  );
  const below = (above: number | undefined, closedAt: number): Lifetime[] =>
    [...seen].flatMap(([task, { parent, ...own }]) => {
      if (parent !== above || !started.has(task)) return [];
      return [{ ...own, closedAt, children: below(task, Math.min(closedAt, own.to)) }];
    });
  return below(undefined, Infinity);
}

/** What the figure says about itself. */
export interface LifetimesOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
}

const width = 720;
const right = 120; // room for the endings
const left = 12;
const head = 24;
const rowHeight = 26;
const inset = 4;

/** A little more than a name takes up in most fonts: how it ended is told behind it, not on it. */
const widthOf = (name: string): number => 6 + name.length * 6.5;

/** Red enough on white and on black; the words beside it say it too. */
const alarm = "#d13c3c";
const tooLong = { class: "figure-broken", fill: alarm, "fill-opacity": 0.25, stroke: alarm };
const outermost = { depth: -1, edge: Infinity };

/**
 * The lifetimes of tasks as boxes in time, those of the created inside those of their creators: the
 * rule of structured concurrency is that no box sticks out of the one around it. Where one does, the
 * part outside is red. An SVG string, and a pure function of the trace.
 */
export function lifetimes(trace: Trace, { title = "Lifetimes" }: LifetimesOptions = {}): string {
  const tree = lifetimesOf(trace);
  const x = linearScale(endOf(trace), left, width - right);
  const boxes: string[] = [];
  let top = head;
  for (const life of tree) top = box(life, x, top, outermost, boxes) + inset;
  const frame = {
    title,
    description: lifetimesText(trace),
    data: dataOf(tree, unitOf(trace)),
    width,
  };
  return figure([axis(x, top, unitOf(trace)), ...boxes], {
    ...frame,
    height: top + 24,
    class: "lifetimes",
  });
}

/** What the boxes show, in sentences: for who cannot see them, and for a terminal. */
export function lifetimesText(trace: Trace): string {
  const all = flat(lifetimesOf(trace));
  const { name: unit, say } = unitOf(trace);
  const said = all.map(({ life, above }) => {
    const { name, from, to, ending } = life;
    const inside = above === undefined ? "" : `, inside ${above}`;
    const out = sticksOut(life) ? `, and sticks out by ${say(to - life.closedAt)} ${unit}` : "";
    return `${name}: from ${say(from)} to ${say(to)} ${unit}${inside}, ${ending}${out}.`;
  });
  return [`${all.length} ${all.length === 1 ? "task" : "tasks"}.`, ...said].join(" ");
}

/** What a figure counts in: short runs in milliseconds, all others in seconds. */
interface Unit {
  readonly name: "s" | "ms";
  readonly ms: number;
  readonly say: (ms: number) => string;
}

const unitOf = (trace: Trace): Unit =>
  endOf(trace) < 1000 ? { name: "ms", ms: 1, say: String } : { name: "s", ms: 1000, say: seconds };

const sticksOut = ({ to, closedAt }: Lifetime): boolean => to > closedAt;

function flat(
  tree: readonly Lifetime[],
  above?: string,
): { readonly life: Lifetime; readonly above: string | undefined }[] {
  return tree.flatMap((life) => [{ life, above }, ...flat(life.children, life.name)]);
}

function dataOf(tree: readonly Lifetime[], { name: unit, say }: Unit): FigureData {
  return {
    columns: ["task", "inside", `from (${unit})`, `to (${unit})`, "ended", `outside (${unit})`],
    rows: flat(tree).map(({ life, above = "–" }) => {
      const outside = sticksOut(life) ? say(life.to - life.closedAt) : "–";
      return [life.name, above, say(life.from), say(life.to), life.ending, outside];
    }),
  };
}

/** The box that a box is drawn into: how deep that one is, and where it ends on the right. */
interface Around {
  readonly depth: number;
  readonly edge: number;
}

/** Draws a box and those in it, from `top` down. Returns where it ends. */
function box(life: Lifetime, x: Scale, top: number, around: Around, boxes: string[]): number {
  const { name, ending, children } = life;
  const depth = around.depth + 1;
  const start = x(life.from) + inset * depth;
  const edge = sticksOut(life) ? x(life.to) : Math.min(x(life.to), around.edge - inset);
  const index = boxes.push("") - 1; // its place is behind those inside it
  let bottom = top + rowHeight;
  const inside = { depth, edge: Math.min(edge, around.edge) };
  for (const child of children) bottom = box(child, x, bottom, inside, boxes);
  if (children.length > 0) bottom += inset;
  const end = Math.max(edge, start + 2);
  const height = bottom - top - inset;
  const rect = (from: number, look: Record<string, string | number>) =>
    element("rect", { x: from, y: top + inset / 2, width: end - from, height, rx: 3, ...look });
  const middle = top + rowHeight / 2 + 4;
  const isLate = sticksOut(life) && ending !== "still runs";
  boxes[index] = element("g", {}, [
    rect(start, { fill: "currentColor", "fill-opacity": 0.07, stroke: "currentColor" }),
    sticksOut(life) ? rect(Math.max(start, around.edge), tooLong) : "",
    text(name, { x: start + 6, y: middle }),
    text(isLate ? `${ending}, too late` : ending, {
      x: Math.max(end, x(life.to), start + widthOf(name)) + 8,
      y: middle,
    }),
  ]);
  return bottom;
}

function axis(x: Scale, bottom: number, { name, ms }: Unit): string {
  const marks = x
    .ticks(10)
    .map((at) =>
      element("g", {}, [
        line(x(at), head - 4, x(at), bottom, { "stroke-opacity": 0.15 }),
        text(String(at / ms), { x: x(at), y: bottom + 16, "text-anchor": "middle" }),
      ]),
    );
  const unit = text(name === "s" ? "seconds" : "milliseconds", {
    x: width - right + 16,
    y: bottom + 16,
  });
  return element("g", { class: "axis" }, [...marks, unit]);
}
