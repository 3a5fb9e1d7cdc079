// @ts-check
"use strict";
const assert = require("node:assert");
const path = require("node:path");
const { Worker } = require("node:worker_threads");

/** Index into the memory shared with the guarding thread: the main thread has seen the interrupt. */
const SEEN = 1;

/**
 * A small thread beside the kernel's. It ends the process when the parent is gone, and on SIGINT stops an endless loop
 * anywhere, also after an await or in a callback, where a signal handler of the busy thread would never run.
 */
class Guard {
  #interrupt;
  #memory = new Int32Array(new SharedArrayBuffer(8));
  /** @type {Worker | undefined} */
  #worker;

  /** @param {() => void} interrupt ends the running cell */
  constructor(interrupt) {
    this.#interrupt = interrupt;
  }

  start() {
    const theirs = process.listeners("SIGINT");
    assert.ok(theirs.length === 1 && String(theirs[0]).includes("interrupt"), "tslab listens to SIGINT otherwise");
    const worker = new Worker(path.join(__dirname, "guard-thread.js"), {
      workerData: { memory: this.#memory, parent: parentToWatch() },
      // Nothing of the kernel's own start (a coverage or loader flag) belongs into this thread.
      execArgv: [],
    });
    worker.on("message", () => {
      Atomics.store(this.#memory, SEEN, 1);
      this.#interrupt();
    });
    worker.on("online", () => process.removeListener("SIGINT", theirs[0]));
    worker.on("error", () => process.on("SIGINT", () => this.#interrupt()));
    worker.unref();
    this.#worker = worker;
  }

  stop() {
    void this.#worker?.terminate();
  }
}

/** The process that must live for this one to live, as Jupyter names it; its number is a handle on Windows. */
function parentToWatch() {
  const named = Number(process.env.JPY_PARENT_PID);
  return process.platform !== "win32" && Number.isInteger(named) && named > 1 ? named : process.ppid;
}

module.exports = { Guard, SEEN };
