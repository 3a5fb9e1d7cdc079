import { build } from "../../site/browser/build.ts";
import type { Place } from "./recorded.ts";
import type { Step } from "./steps.ts";

/** Cells in which tasks spend their time: with fewer lines reached than this, one is only passed through. */
const leastLines = 5;
const mostPanes = 3;

interface Pane {
  readonly cell: string;
  readonly element: HTMLElement;
  readonly code: HTMLElement;
  readonly lines: readonly HTMLElement[];
}

/** The code that runs, beside its own cells: whoever looks at the figure need not look for it. Both have their line marked. */
export class CodePanes {
  readonly element: HTMLElement;
  readonly #panes: readonly Pane[];
  #marked: readonly HTMLElement[] = [];

  constructor(steps: readonly Step[]) {
    this.#panes = cellsOf(steps).flatMap(paneOf);
    this.element = build(
      "div",
      { class: "stepper-panes" },
      this.#panes.map(({ element }) => element),
    );
  }

  /** The text of the line that was reached last by who runs now. */
  sourceAt(step: Step): string | undefined {
    const place = placeOf(step);
    return place && lineAt(place)?.textContent?.trim();
  }

  show(step: Step): void {
    for (const line of this.#marked) unmark(line);
    this.#marked = [...this.#linesOfTasks(step), ...this.#lineInCell(step)];
    const current = placeOf(step)?.cell;
    for (const pane of this.#panes) {
      pane.element.toggleAttribute("data-current", pane.cell === current);
      scrollTo(pane);
    }
  }

  #linesOfTasks({ state }: Step): readonly HTMLElement[] {
    const lines: HTMLElement[] = [];
    for (const { place, name, standing } of state.tasks) {
      if (!place || standing === "returned" || standing === "failed") continue;
      const line = this.#panes.find(({ cell }) => cell === place.cell)?.lines[place.line - 1];
      if (!line) continue;
      const known = line.dataset["tasks"];
      line.dataset["tasks"] = known === undefined ? name : `${known}, ${name}`;
      if (standing === "running" || line.dataset["step"] === undefined) {
        line.dataset["step"] = standing === "running" ? "runs" : "rests";
      }
      lines.push(line);
    }
    return lines;
  }

  #lineInCell(step: Step): readonly HTMLElement[] {
    const place = placeOf(step);
    const line = place && lineAt(place);
    if (!line) return [];
    line.dataset["step"] = "runs";
    return [line];
  }
}

/** Where who runs now is. */
function placeOf({ state }: Step): Place | undefined {
  if (state.running === "cell") return state.cellPlace;
  return state.tasks.find(({ task }) => task === state.running)?.place;
}

function lineAt({ cell, line }: Place): HTMLElement | undefined {
  const lines = document.getElementById(cell)?.querySelectorAll<HTMLElement>(".code .line");
  return lines?.[line - 1];
}

function cellsOf(steps: readonly Step[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { event } of steps) {
    if (event.type !== "line" || event.task === undefined) continue;
    counts.set(event.cell, (counts.get(event.cell) ?? 0) + 1);
  }
  const often = [...counts].filter(([, count]) => count >= leastLines);
  return (often.length > 0 ? often : [...counts]).slice(0, mostPanes).map(([cell]) => cell);
}

function paneOf(cell: string): Pane[] {
  const origin = document.getElementById(cell)?.querySelector<HTMLElement>(".code");
  if (!origin) return [];
  const number = document.getElementById(cell)?.querySelector(".cell-number")?.textContent ?? "";
  const texts = [...origin.querySelectorAll(".line")].map(copyOf);
  const code = build(
    "pre",
    { class: "code", tabindex: "0", role: "group", "aria-label": `Code of cell ${cell}` },
    [
      build(
        "code",
        {},
        texts.flatMap((line, i) => (i === 0 ? [line] : ["\n", line])),
      ),
    ],
  );
  const link = build("a", { href: `#${cell}` }, [
    `${cell} ${/\[.*\]/.exec(number)?.[0] ?? ""}`.trim(),
  ]);
  const element = build("div", { class: "stepper-pane" }, [build("p", {}, [link]), code]);
  return [{ cell, element, code, lines: texts }];
}

/** A line as it looks, without what its own cell lets readers do with it. */
function copyOf(line: Element): HTMLElement {
  const copy = line.cloneNode(true) as HTMLElement;
  for (const one of [copy, ...copy.querySelectorAll<HTMLElement>("*")]) {
    for (const name of ["id", "tabindex", "role", "data-step", "data-error", "aria-describedby"]) {
      one.removeAttribute(name);
    }
    one.classList.remove("name");
  }
  return copy;
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
