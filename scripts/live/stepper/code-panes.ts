import { build } from "../../site/browser/build.ts";
import { CellLines } from "./cell-lines.ts";
import type { Place, RanTexts } from "./recorded.ts";
import type { Step, StepEvent } from "./steps.ts";

/** Cells in which tasks spend their time: with fewer lines reached than this, one is only passed through. */
const leastLines = 5;
const mostPanes = 3;

interface Pane {
  /** The name under which the cell reported its lines. */
  readonly name: string;
  readonly element: HTMLElement;
  readonly code: HTMLElement;
  readonly lines: readonly HTMLElement[];
}

/** The code that runs, beside its own cells: whoever looks at the figure need not look for it. Both have their line marked. */
export class CodePanes {
  readonly element: HTMLElement;
  readonly #texts: RanTexts;
  readonly #panes: readonly Pane[];
  readonly #cells = new CellLines();
  #marked: readonly HTMLElement[] = [];

  constructor(events: readonly StepEvent[], texts: RanTexts) {
    this.#texts = texts;
    this.#panes = cellsOf(events).flatMap((name) => paneOf(name, texts));
    this.element = build(
      "div",
      { class: "stepper-panes" },
      this.#panes.map(({ element }) => element),
    );
  }

  /** The text of the line that was reached last by who runs now. */
  sourceAt(step: Step): string | undefined {
    const place = placeOf(step);
    return place && this.#texts[place.cell]?.source.split("\n")[place.line - 1]?.trim();
  }

  show(step: Step): void {
    for (const line of this.#marked) unmark(line);
    this.#marked = this.#linesOfTasks(step);
    const place = placeOf(step);
    this.#cells.mark(place && this.#texts[place.cell], place?.line);
    for (const pane of this.#panes) {
      pane.element.toggleAttribute("data-current", pane.name === place?.cell);
      scrollTo(pane);
    }
  }

  /** No line of any cell is marked any more. */
  close(): void {
    this.#cells.mark(undefined, undefined);
  }

  #linesOfTasks({ state }: Step): readonly HTMLElement[] {
    const lines: HTMLElement[] = [];
    for (const { place, name, standing } of state.tasks) {
      if (!place || standing === "returned" || standing === "failed") continue;
      const line = this.#panes.find((pane) => pane.name === place.cell)?.lines[place.line - 1];
      if (!line) continue;
      const known = line.dataset["tasks"];
      line.dataset["tasks"] = known === undefined ? name : `${known}, ${name}`;
      if (standing === "running" || line.dataset["step"] === undefined) {
        line.dataset["step"] = standing === "running" ? "runs" : "rests";
      }
      lines.push(line);
    }
    const place = state.running === "cell" ? state.cellPlace : undefined;
    const own = this.#panes.find((pane) => pane.name === place?.cell)?.lines[
      (place?.line ?? 0) - 1
    ];
    if (own) own.dataset["step"] = "runs";
    return own ? [...lines, own] : lines;
  }
}

/** Where who runs now is. */
function placeOf({ state }: Step): Place | undefined {
  if (state.running === "cell") return state.cellPlace;
  return state.tasks.find(({ task }) => task === state.running)?.place;
}

function cellsOf(events: readonly StepEvent[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.type !== "line" || event.task === undefined) continue;
    counts.set(event.cell, (counts.get(event.cell) ?? 0) + 1);
  }
  const often = [...counts].filter(([, count]) => count >= leastLines);
  return (often.length > 0 ? often : [...counts]).slice(0, mostPanes).map(([cell]) => cell);
}

function paneOf(name: string, texts: RanTexts): Pane[] {
  const text = texts[name];
  if (!text) return [];
  const number = document.getElementById(text.cell)?.querySelector(".cell-number")?.textContent;
  // Of a cell that was changed since, the name says which run it is.
  const title = name === text.cell ? `${name} ${/\[.*\]/.exec(number ?? "")?.[0] ?? ""}` : name;
  const lines = CellLines.copyOf(text);
  const code = build(
    "pre",
    { class: "code", tabindex: "0", role: "group", "aria-label": `Code of cell ${name}` },
    [
      build(
        "code",
        {},
        lines.flatMap((line, i) => (i === 0 ? [line] : ["\n", line])),
      ),
    ],
  );
  const link = build("a", { href: `#${text.cell}` }, [title.trim()]);
  const element = build("div", { class: "stepper-pane" }, [build("p", {}, [link]), code]);
  return [{ name, element, code, lines }];
}

function unmark(line: HTMLElement): void {
  line.removeAttribute("data-step");
  line.removeAttribute("data-tasks");
}

/** Only the pane scrolls, never the page. */
function scrollTo({ code, lines }: Pane): void {
  const line =
    lines.find((one) => one.dataset["step"] === "runs") ?? lines.find((one) => one.dataset["step"]);
  if (!line) return;
  const top = line.offsetTop - code.offsetTop;
  const isSeen =
    top >= code.scrollTop && top + line.offsetHeight <= code.scrollTop + code.clientHeight;
  if (!isSeen) code.scrollTop = top - code.clientHeight / 2;
}
