// @ts-check
"use strict";
const vm = require("node:vm");
const { MessageChannel } = require("node:worker_threads");
const { Scope } = require("./scope.js");

/** @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure */

/** Runs compiled cells: in the kernel, and in the light processes of the build, so that both do the same. */
class Runner {
  #scope = new Scope();
  #cells = 0;
  #macrotasks = new Macrotasks();
  #stacks;
  #faults;
  #modules;
  #require;
  #steps;

  /**
   * @param {import("./stacks.js").Stacks} stacks @param {import("./faults.js").Faults} faults
   * @param {import("./modules.js").Modules} modules @param {string} cwd where the cells' imports start
   * @param {import("./steps.js").Steps} [steps] what instrumented cells report to
   */
  constructor(stacks, faults, modules, cwd, steps) {
    this.#stacks = stacks;
    this.#faults = faults;
    this.#modules = modules;
    this.#require = modules.requireFrom(cwd);
    this.#steps = steps;
  }

  get variables() {
    return this.#scope.variables;
  }

  /**
   * Makes a cell ready to run; undefined when there is nothing to run.
   * @param {import("./cell-compiler.js").CompiledCell} cell @param {string} code @param {number} count
   */
  prepare({ script, names, maps, last, virtual, id }, code, count) {
    this.#modules.addVirtual(virtual);
    if (script === undefined) return undefined;
    const filename = `cell:${++this.#cells}`;
    this.#stacks.addCell(filename, count, maps, code);
    const start = vm.runInThisContext(script, { filename });
    const reporter = id === undefined ? undefined : this.#steps?.reporterFor(id);
    return { start, exports: this.#scope.exportsFor(names), last, reporter };
  }

  /**
   * Settles with the cell, or earlier when a fault or an interrupt ends it. The cell starts in a turn of its own: an
   * interrupt of an endless loop throws away all that its turn still had to do.
   * @param {any} cell what prepare gave @returns {Promise<void>}
   */
  run(cell) {
    return new Promise((resolve, reject) => {
      this.#faults.begin(reject);
      this.#macrotasks.post(async () => {
        try {
          await cell.start(cell.exports, this.#require, this.#scope.link, cell.reporter);
          this.#showLast(cell);
          // A rejection that floats is reported when this turn ends: it should fail this cell, not the next.
          await new Promise((next) => setImmediate(next));
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** @param {any} cell */
  #showLast({ exports, last }) {
    if (last !== undefined && exports[last] != null) console.log(exports[last]);
  }

  clear() {
    this.#scope.clear();
  }

  close() {
    this.#macrotasks.close();
  }
}

/**
 * Starts functions from the event loop's poll phase, so that timers and immediates of a cell always fire in the same
 * order, and from a microtask there, where tslab starts them.
 */
class Macrotasks {
  #channel = new MessageChannel();
  /** @type {(() => void)[]} */
  #waiting = [];

  constructor() {
    this.#channel.port2.on("message", () => {
      const next = this.#waiting.shift();
      if (next) void Promise.resolve().then(next);
    });
    this.#channel.port2.unref();
  }

  /** @param {() => void} start */
  post(start) {
    this.#waiting.push(start);
    this.#channel.port1.postMessage(undefined);
  }

  close() {
    this.#channel.port1.close();
  }
}

module.exports = { Runner };
