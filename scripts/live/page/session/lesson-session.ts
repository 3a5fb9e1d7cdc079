import { announce } from "../../../site/browser/announce.ts";
import { createEngine } from "../../engine/engine.ts";
import type * as LocalKernel from "../../local/page-engine.ts";
import type { Done, Engine } from "../../protocol.ts";
import { cellsOf, slugOf, type CellAction } from "../lesson-page.ts";
import { answersIn, withAnswers } from "../predictions.ts";
import type { LessonAction } from "../start/buttons.ts";
import { answeredEvent } from "../start/predict.ts";
import { including, keep, recall } from "../store.ts";
import { LiveCell } from "./cell.ts";
import { Edits } from "./edits.ts";
import { Editors } from "./editors.ts";
import { listener } from "./listener.ts";
import { RunQueue } from "./run-queue.ts";
import { staleCells } from "./stale.ts";

/** What happens in the page of one lesson from its first use on: the cells, the engine, and the order of their runs. */
export class LessonSession {
  readonly #slug: string;
  readonly #cells: readonly LiveCell[];
  readonly #engine: Engine;
  readonly #queue: RunQueue;
  readonly #editors: Editors;
  readonly #edits: Edits;
  #runs = 0;

  constructor(main: HTMLElement) {
    this.#slug = slugOf(main);
    // The engine is there before anybody can ask it.
    const asked: Pick<Engine, "rest" | "steps"> = {
      rest: async (id) => await this.#engine.rest(id),
      steps: async (...which) => await this.#engine.steps(...which),
    };
    this.#cells = cellsOf(main).map((element) => new LiveCell(element, asked));
    const { interleaveLocalKernel: local } = self as { interleaveLocalKernel?: typeof LocalKernel };
    const create = local?.createEngine ?? createEngine;
    this.#engine = create({ lesson: this.#slug, onEvent: listener(this.#cells) });
    this.#queue = new RunQueue(async (cell) => await this.#run(cell));
    this.#edits = new Edits(this.#slug, (cell, text) => this.#changed(cell, text));
    this.#editors = new Editors(this.#engine, (cell, text) => this.#changed(cell, text));
    for (const cell of this.#cells) {
      this.#edits.bring(cell);
      if (cell.isEdited) this.#editors.open(cell);
    }
    this.#showSolved();
    document.addEventListener("interleave:mark", (event) => this.#mark(event));
  }

  act(cellId: string, action: CellAction, at?: MouseEvent): void {
    const cell = this.#cell(cellId);
    if (cell === undefined) return;
    if (action === "run") this.#runWithAbove(cell);
    else if (action === "run-above") this.#queueAll(this.#above(cell), "Running the cells above");
    else if (action === "stop") this.stop();
    else if (action === "reset") this.#reset(cell);
    else this.#editors.open(cell, at ?? "focus");
  }

  actOnLesson(action: LessonAction): void {
    if (action === "run-all") this.#queueAll(this.#cells, "Running all cells");
    else void this.#restart();
  }

  /** Stops what runs and forgets what waits. */
  stop(): void {
    this.#queue.clear((cell) => this.#rest(cell));
    void this.#engine.interrupt();
  }

  /** Keeps predictions: in the cell's text, and as answers that let the results be seen. */
  answer(cellId: string, answers: Readonly<Record<string, string>>): void {
    const cell = this.#cell(cellId);
    if (cell === undefined) return;
    cell.setText(withAnswers(cell.text, answers));
    this.#changed(cell, cell.text);
    this.#answered(answers);
    this.#runWithAbove(cell);
  }

  /** Puts the focus on the code of the cell below, as Shift+Enter does in Jupyter. */
  goToNext(element: HTMLElement): void {
    const index = this.#cells.findIndex((cell) => cell.element === element);
    const next = this.#cells[index + 1];
    if (next?.editor !== undefined) next.editor.focus();
    else next?.code.element.focus();
  }

  #cell(id: string): LiveCell | undefined {
    return this.#cells.find((cell) => cell.id === id);
  }

  #above(cell: LiveCell): readonly LiveCell[] {
    return this.#cells.slice(0, this.#cells.indexOf(cell));
  }

  /** A cell uses what the cells above it declare: those that did not run yet run first, whatever they say. */
  #runWithAbove(cell: LiveCell): void {
    const missing = this.#above(cell).filter(
      (one) => one.ranText === undefined && !this.#queue.has(one),
    );
    if (missing.length > 0) announce(`Running ${missing.length} cells above first`);
    for (const one of missing) this.#enqueue(one, "go on");
    this.#enqueue(cell, "go on");
  }

  #queueAll(cells: readonly LiveCell[], what: string): void {
    announce(what);
    for (const cell of cells) this.#enqueue(cell, "stop at errors");
  }

  #enqueue(cell: LiveCell, onError: "go on" | "stop at errors"): void {
    if (cell.state !== "running") cell.setState("queued");
    this.#queue.add(cell, onError === "stop at errors" && !cell.mayFail, (left) =>
      this.#rest(left),
    );
  }

  async #run(cell: LiveCell): Promise<boolean> {
    const source = cell.text;
    cell.setState("running");
    cell.setNumber("*");
    cell.markErrors([]);
    cell.output.begin();
    tell("interleave:run", { cellId: cell.id, source });
    const done = await this.#engine.run({
      cellId: cell.id,
      ...(cell.isEdited ? { source } : {}),
    });
    this.#remember(cell, source, done);
    await cell.output.end();
    this.#conclude(cell, done);
    return done.status !== "error";
  }

  #remember(cell: LiveCell, source: string, { status }: Done): void {
    if (status === "interrupted") return;
    this.#runs += 1;
    if (cell.ranText !== undefined && cell.ranText !== source) cell.changedAt = this.#runs;
    cell.ranText = source;
    cell.ranAt = this.#runs;
    keep(this.#slug, ({ ran }) => ({ ran: including(ran, cell.id) }));
    this.#answered(answersIn(source));
  }

  #conclude(cell: LiveCell, { status, count }: Done): void {
    if (count !== undefined) cell.setNumber(count);
    const states = { ok: "done", error: "failed", interrupted: "stopped" } as const;
    cell.setState(states[status]);
    if (cell.isCheck) this.#checked(cell);
    this.#showStale();
    const outcomes = { ok: "done", error: "failed", interrupted: "stopped" };
    announce(`${cell.name} ${outcomes[status]}`);
    tell("interleave:ran", { cellId: cell.id, status });
  }

  /** What a check printed says whether its exercise is solved. */
  #checked(cell: LiveCell): void {
    const passed = [...cell.output.printed.matchAll(/^✓ (\S+) /gm)].map(([, id = ""]) => id);
    for (const id of passed)
      keep(this.#slug, ({ solved }) => ({ solved: including(solved, id).sort() }));
    this.#showSolved();
  }

  #showSolved(): void {
    const { solved } = recall(this.#slug);
    for (const { element } of this.#cells) {
      const id = element.dataset["exercise"];
      element.toggleAttribute("data-solved", id !== undefined && solved.includes(id));
    }
  }

  #answered(answers: Readonly<Record<string, string>>): void {
    const ids = Object.keys(answers);
    if (ids.length === 0) return;
    keep(this.#slug, ({ answers: known }) => ({ answers: { ...known, ...answers } }));
    document.dispatchEvent(new CustomEvent(answeredEvent, { detail: ids }));
  }

  #changed(cell: LiveCell, text: string): void {
    cell.setText(text);
    this.#edits.keep(cell);
    this.#showStale();
  }

  #reset(cell: LiveCell): void {
    this.#changed(cell, cell.authorText);
    announce(`${cell.name} has its author's text again`);
    if (cell.editor !== undefined) cell.editor.focus();
    else cell.code.element.focus();
  }

  async #restart(): Promise<void> {
    this.#queue.clear((cell) => this.#rest(cell));
    announce("Restarting");
    await this.#engine.restart();
    for (const cell of this.#cells) {
      if (cell.ranText !== undefined) cell.setState("stale", "ran before the restart");
      cell.ranText = undefined;
      cell.ranAt = 0;
      cell.changedAt = 0;
    }
    announce("Restarted: all variables are forgotten");
  }

  /** The state of a cell that neither waits nor runs. */
  #rest(cell: LiveCell): void {
    cell.setState(cell.ranText === undefined ? "idle" : "done");
    this.#showStale();
  }

  #showStale(): void {
    const stale = staleCells(this.#cells);
    this.#cells.forEach((cell, index) => {
      if (cell.ranText === undefined || cell.state === "queued" || cell.state === "running") return;
      if (stale.has(index)) cell.setState("stale", "changed since it ran, or a cell above it was");
      else if (cell.state === "stale") cell.setState("done");
    });
  }

  #mark(event: Event): void {
    const { cellId, line } = (event as CustomEvent<{ cellId: string; line?: number }>).detail;
    const cell = this.#cell(cellId);
    const lines = line === undefined ? [] : [line];
    cell?.code.mark("step", lines);
    cell?.editor?.mark("step", lines);
  }
}

function tell(name: string, detail: unknown): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
