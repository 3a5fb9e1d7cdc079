import type { LiveCell } from "./cell.ts";

interface Entry {
  readonly cell: LiveCell;
  /** Whether those behind it do not run when it fails. */
  readonly stopsOthers: boolean;
  readonly onDropped: (cell: LiveCell) => void;
}

/** Runs cells one after the other, in the order in which they were added. */
export class RunQueue {
  #entries: Entry[] = [];
  #isRunning = false;
  readonly #run: (cell: LiveCell) => Promise<boolean>;

  /** `run` resolves with whether the cell succeeded. */
  constructor(run: (cell: LiveCell) => Promise<boolean>) {
    this.#run = run;
  }

  /** A cell that waits already does not wait twice. */
  add(cell: LiveCell, stopsOthers: boolean, onDropped: (cell: LiveCell) => void): void {
    if (this.has(cell)) return;
    this.#entries.push({ cell, stopsOthers, onDropped });
    void this.#work();
  }

  has(cell: LiveCell): boolean {
    return this.#entries.some((entry) => entry.cell === cell);
  }

  /** Forgets all that wait. */
  clear(onDropped: (cell: LiveCell) => void): void {
    const dropped = this.#entries;
    this.#entries = [];
    for (const { cell } of dropped) onDropped(cell);
  }

  async #work(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let entry = this.#entries.shift(); entry !== undefined; entry = this.#entries.shift()) {
      const succeeded = await this.#run(entry.cell);
      if (!succeeded && entry.stopsOthers) this.clear(entry.onDropped);
    }
    this.#isRunning = false;
  }
}
