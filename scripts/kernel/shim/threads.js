// @ts-check
"use strict";

/** By this name of `process` the threads are found from a cell, where nothing of ours can be imported. */
const PLACE = Symbol.for("interleave.threads");

/** The threads that cells have started and that have not ended: Node's own list of open resources is silent of them. */
class Threads {
  /** @type {Set<import("node:worker_threads").Worker>} */
  #running = new Set();

  /** From here on: threads that run already are not counted. Once is enough. */
  install() {
    if (PLACE in process) return;
    process.on("worker", (worker) => {
      this.#running.add(worker);
      worker.once("exit", () => this.#running.delete(worker));
    });
    Object.defineProperty(process, PLACE, { value: this });
  }

  /** @returns {string[]} one "Worker" for each, to go with what Node lists */
  open() {
    return Array.from(this.#running, () => "Worker");
  }
}

module.exports = { Threads };
