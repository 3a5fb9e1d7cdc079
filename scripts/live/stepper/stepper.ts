/** Loaded when a reader first wants to step through a run. */
import { announce } from "../../site/browser/announce.ts";
import { build } from "../../site/browser/build.ts";
import { loadData } from "../../site/browser/load.ts";
import { Board } from "./board.ts";
import { Controls } from "./controls.ts";
import { CodePanes } from "./code-panes.ts";
import { Cursor } from "./cursor.ts";
import { stepsName, unpacked, type PackedRun } from "./packed.ts";
import { stepsOf, type Step } from "./steps.ts";
import { eventText, seconds } from "./words.ts";

/** Which run is to be stepped through, and where. */
export interface Where {
  readonly cell: string;
  /** Its place among the timelines of the cell. */
  readonly index: number;
  readonly figure: Element;
  readonly button: HTMLElement;
  /** The file with the runs of the lesson. */
  readonly file: string;
}

/** Opens the stepper in place of the button. Rejects when its run cannot be loaded. */
export async function open({ cell, index, figure, button, file }: Where): Promise<void> {
  const runs = await loadData<readonly PackedRun[]>(file, stepsName);
  const run = runs.filter((one) => one.cell === cell)[index];
  if (run === undefined)
    throw new Error(`no run was recorded for timeline ${index + 1} of ${cell}`);
  const stepper = new Stepper(stepsOf(unpacked(run)), figure);
  button.replaceWith(stepper.element);
  stepper.start();
}

/** Shows one step of a run at a time: in words, in the code, in the figure and on the board. */
class Stepper {
  readonly element: HTMLElement;
  readonly #steps: readonly Step[];
  readonly #controls: Controls;
  readonly #happened = build("p", { class: "stepper-event" });
  readonly #panes: CodePanes;
  readonly #board: Board;
  readonly #cursor: Cursor;

  constructor(steps: readonly Step[], figure: Element) {
    this.#steps = steps;
    this.#controls = new Controls(steps, (index, isPlaying) => this.#show(index, isPlaying));
    this.#panes = new CodePanes(steps);
    this.#board = new Board(steps);
    this.#cursor = new Cursor(figure, (ms) => this.#controls.goTo(indexAt(steps, ms)));
    const title = figure.querySelector("svg")?.getAttribute("aria-label") ?? "this run";
    this.element = build("section", { class: "stepper", "aria-label": `Stepper: ${title}` }, [
      this.#controls.element,
      this.#happened,
      this.#panes.element,
      this.#board.element,
    ]);
    this.element.addEventListener("keydown", (event) => this.#controls.pressed(event));
  }

  start(): void {
    this.#controls.goTo(0);
    this.#controls.focus();
  }

  #show(index: number, isPlaying: boolean): void {
    const step = this.#steps[index];
    if (step === undefined) return;
    const said = sentenceOf(step, this.#panes.sourceAt(step));
    this.#happened.replaceChildren(
      build("strong", {}, [seconds(step.state.at)]),
      ` ${eventText(step)}`,
    );
    this.#panes.show(step);
    this.#board.show(step);
    this.#cursor.show(step.state.at);
    if (!isPlaying) announce(said);
  }
}

/** The last step by this time. */
function indexAt(steps: readonly Step[], ms: number): number {
  const after = steps.findIndex(({ state }) => state.at > ms);
  return after === -1 ? steps.length - 1 : Math.max(0, after - 1);
}

function sentenceOf(step: Step, source: string | undefined): string {
  const code = step.event.type === "line" && source !== undefined ? `: ${source}` : "";
  return `${seconds(step.state.at)}. ${eventText(step)}${code}`;
}
