import { build } from "../../../site/browser/build.ts";
import { errorLines } from "../../../site/outputs/error.ts";
import type { Engine, ErrorEvent } from "../../protocol.ts";
import type { CellEditor } from "../editor/editor.ts";
import { codeOf, hasTag, idOf, nameOf, outputOf, type CellAction } from "../lesson-page.ts";
import { OutputView } from "./output-view.ts";
import { StaticCode } from "./static-code.ts";
import type { CellRun } from "./stale.ts";

export type CellState = "idle" | "queued" | "running" | "done" | "failed" | "stopped" | "stale";

/** What is written beside a cell in each state. */
const words: Readonly<Record<CellState, string>> = {
  idle: "",
  queued: "queued",
  running: "running",
  done: "",
  failed: "failed",
  stopped: "stopped",
  stale: "out of date",
};

/** A cell of the page: its text, what its runs said, and how it looks. */
export class LiveCell implements CellRun {
  readonly id: string;
  readonly name: string;
  readonly element: HTMLElement;
  readonly output: OutputView;
  readonly code: StaticCode;
  readonly isCheck: boolean;
  readonly mayFail: boolean;
  editor: CellEditor | undefined;
  ranText: string | undefined;
  ranAt = 0;
  changedAt = 0;
  #text: string;
  #state: CellState = "idle";

  constructor(element: HTMLElement, engine: Pick<Engine, "rest" | "steps">) {
    this.element = element;
    this.id = idOf(element);
    this.name = nameOf(element);
    this.code = new StaticCode(codeOf(element)!);
    this.#text = this.code.authorText;
    this.isCheck = hasTag(element, "check");
    this.mayFail = hasTag(element, "raises-error");
    this.output = new OutputView(outputOf(element)!, this.id, {
      rest: async () => await engine.rest(this.id),
      steps: async (index, signal) => await engine.steps(this.id, index, signal),
    });
  }

  get text(): string {
    return this.#text;
  }

  get authorText(): string {
    return this.code.authorText;
  }

  get isEdited(): boolean {
    return this.#text !== this.code.authorText;
  }

  get state(): CellState {
    return this.#state;
  }

  /** The text that stands in the cell from now on, in the editor as well. */
  setText(text: string): void {
    this.#text = text;
    this.code.show(text);
    this.editor?.setText(text);
    this.button("reset").hidden = !this.isEdited;
    this.element.toggleAttribute("data-edited", this.isEdited);
  }

  setState(state: CellState, why = ""): void {
    this.#state = state;
    this.element.dataset["state"] = state;
    const isBusy = state === "queued" || state === "running";
    this.#swap(this.button("run"), this.button("stop"), isBusy);
    const place = this.element.querySelector<HTMLElement>(".cell-state");
    if (place === null) return;
    place.textContent = words[state];
    place.title = why;
  }

  /** The number in brackets: what this run is of the lesson's runs, or a star while it runs. */
  setNumber(number: number | "*"): void {
    const link = this.element.querySelector(".cell-number");
    link?.lastChild?.replaceWith(`[${number}]`);
  }

  /** Marks the lines of an error; none takes the marks away. */
  markErrors(lines: readonly number[]): void {
    this.code.mark("error", lines);
    this.editor?.mark("error", lines);
  }

  button(action: CellAction): HTMLElement {
    const found = this.element.querySelector<HTMLElement>(`.cell-bar [data-action="${action}"]`);
    return found ?? build("button");
  }

  /** The focus stays where it was when one button takes another's place. */
  #swap(run: HTMLElement, stop: HTMLElement, isBusy: boolean): void {
    const [shown, hidden] = isBusy ? [stop, run] : [run, stop];
    const hadFocus = document.activeElement === hidden;
    shown.hidden = false;
    hidden.hidden = true;
    if (hadFocus) shown.focus({ preventScroll: true });
  }
}

/** The lines of a cell that an error names. */
export function linesOf(error: ErrorEvent): readonly number[] {
  return error.line === undefined ? errorLines(error) : [error.line];
}
