// @ts-check
"use strict";
const assert = require("node:assert");
const path = require("node:path");
const { Worker } = require("node:worker_threads");

/** Indexes into the memory shared with the guarding thread. */
const SEEN = 1;
const COMPILING = 2;
/** How long after an interrupt the kernel's thread must still turn to count as free. */
const SETTLE_MS = 80;

/**
 * Small threads beside the kernel's. They end the process when the parent is gone, and on SIGINT stop an endless loop
 * anywhere, also after an await or in a callback, where a signal handler of the busy thread would never run.
 */
class Guard {
  #interrupt;
  #memory = new Int32Array(new SharedArrayBuffer(16));
  /** @type {Worker[]} */
  #workers = [];

  /** @param {() => void} interrupt ends the running cell */
  constructor(interrupt) {
    this.#interrupt = interrupt;
  }

  /** Compiling must not be cut off: what the compiler remembers would be left half written. @param {boolean} on */
  compiling(on) {
    Atomics.store(this.#memory, COMPILING, on ? 1 : 0);
  }

  start() {
    tolerateCutCallbacks();
    const theirs = process.listeners("SIGINT");
    const [first] = theirs;
    assert.ok(
      first && theirs.length === 1 && String(first).includes("interrupt"),
      "tslab listens to SIGINT otherwise",
    );
    // Before the threads start: when a listener goes, Node takes back the handler that the threads have set.
    process.removeListener("SIGINT", first);
    // Two, because a thread does not hear SIGINT while it acts on one, and unheard it would end the process.
    this.#workers = [this.#startWorker(), this.#startWorker()];
  }

  #startWorker() {
    const worker = new Worker(path.join(__dirname, "guard-thread.js"), {
      workerData: { memory: this.#memory, parent: parentToWatch() },
      // Nothing of the kernel's own start (a coverage or loader flag) belongs into this thread.
      execArgv: [],
    });
    worker.on("message", () => {
      this.#interrupt();
      // Only a thread that can still fire a timer is not stuck.
      setTimeout(() => Atomics.store(this.#memory, SEEN, 1), SETTLE_MS);
    });
    worker.on("error", () => process.on("SIGINT", () => this.#interrupt()));
    worker.unref();
    return worker;
  }

  stop() {
    for (const worker of this.#workers) void worker.terminate();
  }
}

/**
 * A timer's callback that is cut off leaves Node's record of asynchronous contexts unbalanced, and Node would end the
 * process for it. The option --no-force-async-hooks-checks does the same, but the front end chooses our options.
 */
function tolerateCutCallbacks() {
  const { noDeprecation } = process;
  try {
    process.noDeprecation = true;
    const { async_hook_fields: fields, constants } = /** @type {any} */ (process).binding(
      "async_wrap",
    );
    fields[constants.kCheck] = 0;
  } catch {
    // Then such an interrupt ends the kernel, as it would have without us.
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}

/** The process that must live for this one to live, as Jupyter names it; its number is a handle on Windows. */
function parentToWatch() {
  const named = Number(process.env.JPY_PARENT_PID);
  return process.platform !== "win32" && Number.isInteger(named) && named > 1
    ? named
    : process.ppid;
}

module.exports = { Guard };
