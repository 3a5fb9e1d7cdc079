import { figure, figureColours, line } from "./figure.ts";
import { element, text } from "./svg.ts";

/** An event loop seen from outside, after one step. */
export interface LoopState {
  /** The time after the step, in milliseconds. */
  readonly at: number;
  /** Who ran in this step. */
  readonly runs: string;
  /** Who waits in each of the loop's lists, by the list's name; the next to run stands first. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** What was said in this step. */
  readonly output: readonly string[];
}

/** What the figure says about itself. */
export interface LoopStripOptions {
  /** What the figure is called for who cannot see it. */
  readonly title?: string;
}

const width = 720;
const head = 30;
const rowHeight = 30;
const runsAt = 56;
const listsAt = 132;
const outputAt = 652;
const letter = 6.4; // about the width of one, at this size

/**
 * A loop's life as a figure, a row for each step: who ran, what stands in each of its lists
 * afterwards, what was said. The columns are the lists of the first state. An SVG string, and a pure
 * function of the states.
 */
export function loopStrip(
  states: readonly LoopState[],
  { title = "Event loop, step by step" }: LoopStripOptions = {},
): string {
  const names = Object.keys(states[0]?.lists ?? {});
  const rows = states.map((state, i) => stripRow(state, names, head + i * rowHeight));
  const columns = ["ms", "runs", ...names, "output"];
  const data = { columns, rows: states.map((state) => cells(state, names)) };
  const height = head + states.length * rowHeight + 6;
  const frame = { title, description: loopStripText(states), data, width, height };
  return figure([header(names), ...rows], frame);
}

/** What the strip shows, in sentences: for who cannot see it, and for a terminal. */
export function loopStripText(states: readonly LoopState[]): string {
  const steps = states.map(({ at, runs, lists, output }, i) => {
    const said = output.length > 0 ? ` and says ${output.join(", ")}` : "";
    const left = Object.entries(lists).flatMap(([name, list]) =>
      list.length > 0 ? [`${name}: ${list.join(", ")}`] : [],
    );
    return `${i + 1}. At ${at} ms ${runs} runs${said}; ${left.join("; ") || "nobody waits"}.`;
  });
  return [`${states.length} ${states.length === 1 ? "step" : "steps"}.`, ...steps].join(" ");
}

function cells({ at, runs, lists, output }: LoopState, names: readonly string[]) {
  const shown = (list: readonly string[] = []) => list.join(", ") || "–";
  return [at, runs, ...names.map((name) => shown(lists[name])), shown(output)];
}

const columnWidth = (names: readonly string[]): number => (outputAt - listsAt) / names.length;

function header(names: readonly string[]): string {
  const look = { y: 14, "fill-opacity": 0.75 };
  return element("g", { class: "legend" }, [
    text("ms", { x: 40, "text-anchor": "end", ...look }),
    text("runs", { x: runsAt, ...look }),
    ...names.map((name, i) => text(name, { x: listsAt + i * columnWidth(names), ...look })),
    text("output", { x: outputAt, ...look }),
  ]);
}

function stripRow(state: LoopState, names: readonly string[], top: number): string {
  const middle = top + rowHeight / 2;
  const room = columnWidth(names);
  return element("g", {}, [
    line(10, top, width - 10, top, { "stroke-opacity": 0.12 }),
    text(String(state.at), { x: 40, y: middle + 4, "text-anchor": "end" }),
    ...boxes([state.runs], runsAt, listsAt - runsAt, middle, figureColours.first),
    ...names.flatMap((name, i) =>
      boxes(state.lists[name] ?? [], listsAt + i * room, room, middle, figureColours.second),
    ),
    text(state.output.join(", "), { x: outputAt, y: middle + 4 }),
  ]);
}

/** Names in boxes from left to right; for those without room their number. */
function boxes(
  names: readonly string[],
  left: number,
  room: number,
  middle: number,
  colour: string,
): string[] {
  const drawn: string[] = [];
  let x = left;
  for (const [i, name] of names.entries()) {
    const size = name.length * letter + 10;
    const more = names.length - i;
    if (x + size + (more > 1 ? 24 : 0) > left + room && i > 0) {
      return [...drawn, text(`+${more}`, { x, y: middle + 4 })];
    }
    const look = { fill: colour, "fill-opacity": 0.2, stroke: colour };
    const place = { x, y: middle - 11, width: size, height: 22, rx: 4 };
    drawn.push(element("rect", { class: "figure-entry", ...place, ...look }));
    drawn.push(text(name, { x: x + size / 2, y: middle + 4, "text-anchor": "middle" }));
    x += size + 5;
  }
  return drawn;
}
