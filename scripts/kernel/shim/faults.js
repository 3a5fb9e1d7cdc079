// @ts-check
"use strict";
const assert = require("node:assert");
const { describeThrown } = require("./stacks.js");

/** An error that no await of the cell saw. */
class Fault {
  /** @param {string} ename @param {string} reason @param {unknown} thrown */
  constructor(ename, reason, thrown) {
    this.ename = ename;
    this.reason = reason;
    this.thrown = thrown;
  }
}

class ProcessExit extends Error {
  /** @override */
  name = "ProcessExit";
}

/** Floating rejections, errors thrown by callbacks and process.exit: each fails the cell that is running. */
class Faults {
  /** @type {((reason: unknown) => void) | undefined} ends the running cell */
  #reject;
  #stacks;
  /** @type {(failure: import("./runner.js").Failure) => void} shows a fault that can no longer fail its cell */
  publish = () => {};
  exit = process.exit.bind(process);

  /** @param {import("./stacks.js").Stacks} stacks */
  constructor(stacks) {
    this.#stacks = stacks;
  }

  /** In the kernel: takes the place of tslab's own listeners. */
  replaceTslabs() {
    removeListener("unhandledRejection", "UnhandledPromiseRejection:");
    removeListener("uncaughtException", "UncaughtException:");
    this.install();
  }

  install() {
    listen("unhandledRejection", (reason) => {
      const why = "a promise was rejected and nobody awaited it";
      this.fail(new Fault("UnhandledRejection", why, reason));
    });
    listen("uncaughtException", (error) => {
      const why = "thrown by a callback, where no await could see it";
      this.fail(error instanceof ProcessExit ? error : new Fault("UncaughtException", why, error));
    });
    process.exit = (code) => {
      const given = code === undefined ? "" : String(code);
      throw new ProcessExit(
        `process.exit(${given}) was called in this cell; the kernel keeps running`,
      );
    };
  }

  /** @param {(reason: unknown) => void} reject */
  begin(reject) {
    this.#reject = reject;
  }

  /** The cell was answered: what comes now comes too late for it. */
  end() {
    this.#reject = undefined;
  }

  /** @param {unknown} reason */
  fail(reason) {
    const reject = this.#reject;
    this.#reject = undefined;
    if (reject) reject(reason);
    else if (reason instanceof Fault || reason instanceof ProcessExit)
      this.publish(this.describe(reason));
  }

  /** @param {unknown} error @returns {import("./runner.js").Failure} */
  describe(error) {
    if (!(error instanceof Fault)) return describeThrown(this.#stacks, error);
    const { ename, evalue, traceback } = describeThrown(this.#stacks, error.thrown);
    const what = ename === "Thrown" ? evalue : `${ename}: ${evalue}`;
    const first = `${error.ename}: ${error.reason}`;
    return {
      ename: error.ename,
      evalue: `${what} (${error.reason})`,
      traceback: [first, ...traceback],
    };
  }
}

/** @param {string} event @param {string} mark text of tslab's listener */
function removeListener(event, mark) {
  const theirs = process.listeners(/** @type {any} */ (event));
  assert.ok(
    theirs.length === 1 && String(theirs[0]).includes(mark),
    `tslab listens to ${event} otherwise`,
  );
  process.removeAllListeners(event);
}

/** @param {string} event @param {(reason: unknown) => void} ours */
function listen(event, ours) {
  process.on(event, (reason) => {
    // A cell that listens itself (a lesson about these events) is in charge.
    if (process.listenerCount(event) === 1) ours(reason);
  });
}

module.exports = { Fault, Faults, ProcessExit };
