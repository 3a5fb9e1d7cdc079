/** Loaded when a reader first wants to step through a run. */
import { announce } from "../../site/browser/announce.ts";
import { build } from "../../site/browser/build.ts";
import { loadData } from "../../site/browser/load.ts";
import { Board } from "./board.ts";
import { Controls } from "./controls.ts";
import { CodePanes } from "./code-panes.ts";
import { Cursor } from "./cursor.ts";
import { stepsName, unpacked, type PackedSteps } from "./packed.ts";
import type { RanTexts, RecordedTrace } from "./recorded.ts";
import { Steps, type Step } from "./steps.ts";
import { eventText, seconds } from "./words.ts";

/** Where a stepper is to stand. */
export interface Where {
  /** Its place: the button that asked for it. */
  readonly button: HTMLElement;
  /** The figure that shows the run, if one does. */
  readonly figure?: Element;
}

/** A run of the build, by its place among the timelines of a cell. */
export interface StoredRun {
  readonly cell: string;
  readonly index: number;
  /** The file with the runs of the lesson. */
  readonly file: string;
}

/** A run, and what is to be said of it. */
export interface ShownRun {
  readonly run: RecordedTrace;
  readonly texts: RanTexts;
  readonly note?: string;
}

/** Opens a run that the build has recorded, in place of the button. Rejects when it cannot be loaded. */
export async function openStored({ cell, index, file }: StoredRun, where: Where): Promise<void> {
  const { runs, texts } = await loadData<PackedSteps>(file, stepsName);
  const run = runs.filter((one) => one.cell === cell)[index];
  if (run === undefined)
    throw new Error(`no run was recorded for timeline ${index + 1} of ${cell}`);
  open({ run: unpacked(run), texts }, where);
}

/** Opens a run in place of the button, which has the focus or had it last. It goes when what is around it goes. */
export function open(shown: ShownRun, where: Where): void {
  const stepper = new Stepper(shown, where.figure);
  const around = where.button.closest("[data-output]");
  where.button.replaceWith(stepper.element);
  around?.addEventListener("interleave:clear", () => stepper.close(), { once: true });
  stepper.start();
}

/** Shows one step of a run at a time: in words, in the code, in the figure and on the board. */
class Stepper {
  readonly element: HTMLElement;
  readonly #steps: Steps;
  readonly #controls: Controls;
  readonly #happened = build("p", { class: "stepper-event" });
  readonly #panes: CodePanes;
  readonly #board: Board;
  readonly #cursor: Cursor;

  constructor({ run, texts, note = "" }: ShownRun, figure: Element | undefined) {
    const steps = new Steps(run);
    this.#steps = steps;
    this.#controls = new Controls(steps, (index, isPlaying) => this.#show(index, isPlaying));
    this.#panes = new CodePanes(steps.events, texts);
    this.#board = new Board(steps);
    this.#cursor = new Cursor(figure, (ms) => this.#controls.goTo(indexAt(steps, ms)));
    const title = figure?.querySelector("svg")?.getAttribute("aria-label") ?? "this run";
    const left =
      run.left === undefined ? "" : `Of this run ${run.left} more events are not shown. `;
    this.element = build("section", { class: "stepper", "aria-label": `Stepper: ${title}` }, [
      ...(left + note === "" ? [] : [build("p", { class: "note" }, [left + note])]),
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

  /** Leaves no trace in the page; its element is taken away by whoever closes it. */
  close(): void {
    this.#controls.close();
    this.#panes.close();
  }

  #show(index: number, isPlaying: boolean): void {
    const step = this.#steps.at(index);
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
function indexAt({ events }: Steps, ms: number): number {
  const after = events.findIndex(({ at }) => at > ms);
  return after === -1 ? events.length - 1 : Math.max(0, after - 1);
}

function sentenceOf(step: Step, source: string | undefined): string {
  const code = step.event.type === "line" && source !== undefined ? `: ${source}` : "";
  return `${seconds(step.state.at)}. ${eventText(step)}${code}`;
}
