// @ts-check
"use strict";

/**
 * What instrumented cells report while they run (see scripts/live/instrument), for the stepper: which line was reached
 * by which task, and how much the trace held by then. Nothing here is guessed: the library says what traces there are
 * and whose code runs.
 *
 * @typedef {{ cell: string, line: number }} Place
 * @typedef {Place & { at: number, after: number, task?: number }} Mark `after`: how many records came before it;
 *   `at`: the clock's time; no task: code of the cell itself
 * @typedef {{ id: number, trace: any }} Task
 * @typedef {{ cell: string, records: readonly any[], marks: readonly Mark[], left?: number }} Run `left`: how many
 *   records more there were
 */

/** Code of a cell itself is noted for the traces made last: a cell may make hundreds. */
const NOTED_TRACES = 20;
/** What nobody would step through to its end. */
const MOST_MARKS = 20_000;
const MOST_RECORDS = 10_000;

class Steps {
  /** @type {WeakMap<any, Mark[]>} */
  #marks = new WeakMap();
  /** @type {any[]} */
  #traces = [];
  /** @type {() => Task | undefined} */
  #currentTask = () => undefined;
  #cell = "";
  #hasDrawn = false;
  /** How much traces held when the cell began. @type {Map<any, number>} */
  #before = new Map();
  /** Where the code of the cells themselves is. @type {Place | undefined} */
  #here;
  #publish;
  #context;

  /**
   * @param {(run: Run) => void} publish called for each trace that is shown as a figure
   * @param {{ store: any }} context where "whose code runs?" is kept, where the platform does not carry it
   */
  constructor(publish, context = { store: undefined }) {
    this.#publish = publish;
    this.#context = context;
  }

  /** From now on the library tells us of its traces. */
  install() {
    const watcher = {
      traced: (/** @type {any} */ trace, /** @type {() => Task | undefined} */ currentTask) =>
        this.#traced(trace, currentTask),
      drawn: (/** @type {any} */ trace) => this.#drawn(trace),
    };
    // A cell that lists the globals does not find it.
    Object.defineProperty(globalThis, "interleaveWatcher", { value: watcher, configurable: true });
  }

  /** A cell begins to run. */
  begin() {
    this.#hasDrawn = false;
    this.#before = new Map(this.#traces.map((trace) => [trace, trace.records.length]));
  }

  /** What the library recorded since the cell began, if no figure showed any: the trace made last. @returns {Run | undefined} */
  undrawn() {
    if (this.#hasDrawn) return undefined;
    const isLonger = (/** @type {any} */ trace) =>
      trace.records.length > (this.#before.get(trace) ?? 0);
    const last = this.#traces.filter(isLonger).at(-1);
    return last && this.#runOf(last);
  }

  /** What the code of one cell reports to. @param {string} cell */
  reporterFor(cell) {
    this.#cell = cell;
    const context = this.#context;
    return {
      at: (/** @type {number} */ line) => this.#reached(cell, line),
      here: () => context.store,
      leave: (/** @type {number} */ line, /** @type {unknown} */ value) => {
        if (line > 0) this.#reached(cell, line, true);
        return value;
      },
      back: (
        /** @type {number} */ line,
        /** @type {unknown} */ store,
        /** @type {unknown} */ value,
      ) => {
        context.store = store;
        if (line > 0) this.#reached(cell, line);
        return value;
      },
    };
  }

  /** @param {any} trace @param {() => Task | undefined} currentTask */
  #traced(trace, currentTask) {
    this.#currentTask = currentTask;
    this.#marks.set(trace, []);
    this.#traces = [...this.#traces.slice(1 - NOTED_TRACES), trace];
    if (this.#here) this.#note(trace, this.#here, undefined, false);
  }

  /**
   * Code that comes to an await is at that line already, unless a function that it called in it reported lines of its own.
   * @param {string} cell @param {number} line @param {boolean} [awaits]
   */
  #reached(cell, line, awaits = false) {
    const task = this.#currentTask();
    if (task) return this.#note(task.trace, { cell, line }, task.id, awaits);
    if (awaits && this.#here?.cell === cell && this.#here.line === line) return;
    this.#here = { cell, line };
    for (const trace of this.#traces) this.#note(trace, this.#here, undefined, false);
  }

  /** @param {any} trace @param {Place} place @param {number | undefined} task @param {boolean} awaits */
  #note(trace, { cell, line }, task, awaits) {
    const marks = this.#marks.get(trace);
    if (!marks || marks.length >= MOST_MARKS) return;
    const after = trace.records.length;
    const last = marks.at(-1);
    const own = awaits ? lastOf(marks, task) : last;
    const isSame = own?.task === task && own?.cell === cell && own.line === line;
    if (isSame && (awaits || own.after === after)) return;
    // Of what the cell itself does between two records only the last line counts: the rest is about other things.
    if (task === undefined && last?.task === undefined && last?.after === after) marks.pop();
    const mark = { at: trace.clock.now(), after, cell, line };
    marks.push(task === undefined ? mark : { ...mark, task });
  }

  /** @param {any} trace */
  #drawn(trace) {
    this.#hasDrawn = true;
    this.#publish(this.#runOf(trace));
  }

  /** @param {any} trace @returns {Run} */
  #runOf(trace) {
    const records = trace.records.slice(0, MOST_RECORDS);
    const left = trace.records.length - records.length;
    const known = this.#marks.get(trace) ?? [];
    // What the cells do after all is over is no part of the run.
    const marks = known.filter(
      ({ after, task }) =>
        after < records.length || (task !== undefined && after === records.length),
    );
    return { cell: this.#cell, records, marks, ...(left > 0 && { left }) };
  }
}

/** Who runs reported a little while ago, so it is near the end. @param {readonly Mark[]} marks @param {number | undefined} task */
function lastOf(marks, task) {
  let index = marks.length - 1;
  while (index >= 0 && marks[index]?.task !== task) index -= 1;
  return marks[index];
}

module.exports = { Steps };
