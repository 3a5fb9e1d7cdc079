// @ts-check
"use strict";
const path = require("node:path");
const vm = require("node:vm");
const { MessageChannel } = require("node:worker_threads");
const { typeScriptError } = require("./diagnostics.js");
const { Faults } = require("./faults.js");
const { Modules } = require("./modules.js");
const { findProjectRoot } = require("./project.js");
const { Scope, cellScript } = require("./scope.js");
const { Stacks, describeThrown } = require("./stacks.js");

/** @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure */

class Interrupted extends Error {
  name = "Interrupted";
}

/** Runs cells. Same interface as tslab's executor, except that `execute` gives the failure instead of printing it. */
class Executor {
  #tslab;
  #compiler;
  #convs;
  #ts = require("typescript-for-tslab-5.0.4");
  #root;
  #scope = new Scope();
  #stacks;
  #modules;
  #require;
  #declarations = "";
  #cells = 0;
  #macrotasks = new Macrotasks();
  faults;
  /** Told while no interrupt may cut the thread off. @type {(on: boolean) => void} */
  compiling = () => {};

  /** @param {any} tslab @param {import("./compiler.js").Compiler} compiler @param {string} cwd @param {any} convs */
  constructor(tslab, compiler, cwd, convs) {
    this.#tslab = tslab;
    this.#compiler = compiler;
    this.#convs = convs;
    this.#root = findProjectRoot(cwd);
    this.#stacks = new Stacks(this.#root);
    this.#modules = new Modules(this.#ts, this.#stacks, path.join(tslab.dist, "public.js"));
    this.#require = this.#modules.requireFrom(cwd);
    this.faults = new Faults(this.#stacks);
  }

  get locals() {
    return this.#scope.variables;
  }

  /** To be called once the kernel is complete: from here on errors are told in the reader's terms. */
  install() {
    this.#stacks.install();
    this.faults.install();
  }

  /** @param {string} code @param {number} count @returns {Promise<Failure | undefined>} */
  async execute(code, count = ++this.#cells) {
    try {
      const cell = this.#compileUncut(code, count);
      if (cell.failure) return cell.failure;
      if (cell.script === undefined) return undefined;
      await this.#run(cell.script);
      return undefined;
    } catch (error) {
      return this.faults.describe(error);
    }
  }

  /** @param {string} code @param {number} count */
  #compileUncut(code, count) {
    this.compiling(true);
    try {
      return this.#compile(code, count);
    } finally {
      this.compiling(false);
    }
  }

  /** @param {string} code @param {number} count @returns {{ failure?: Failure, script?: any }} */
  #compile(code, count) {
    this.#compiler.refresh();
    const meta = this.#tslab.metadata.getCodeMetadata(code);
    if (meta.mode === "browser") return {};
    if (meta.module) {
      this.#convs.node.addModule(meta.module, code, meta);
      return {};
    }
    const converted = this.#convs.node.convert(this.#declarations, code);
    const conversion = this.#compiler.last;
    if (converted.sideOutputs) this.#modules.addVirtual(converted.sideOutputs);
    if (conversion.diagnostics.length > 0) {
      return { failure: typeScriptError(this.#ts, this.#root, conversion.diagnostics) };
    }
    this.#declarations = converted.declOutput ?? "";
    if (!converted.output) return {};
    const filename = `cell:${++this.#cells}`;
    this.#stacks.addCell(filename, count, conversion.maps, code);
    const start = vm.runInThisContext(cellScript(converted.output, conversion), { filename });
    const exports = this.#scope.exportsFor(conversion.names);
    return {
      script: { start, exports, isAsync: conversion.isAsync, last: conversion.lastExpression },
    };
  }

  /**
   * Settles with the cell, or earlier when a fault or an interrupt ends it. The cell starts in a turn of its own: an
   * interrupt of an endless loop throws away all that its turn still had to do.
   * @param {any} script @returns {Promise<void>}
   */
  #run(script) {
    return new Promise((resolve, reject) => {
      this.faults.begin(reject);
      this.#macrotasks.post(async () => {
        try {
          await script.start(script.exports, this.#require, this.#scope.link);
          this.#showLast(script);
          // A rejection that floats is reported when this turn ends: it should fail this cell, not the next.
          await new Promise((next) => setImmediate(next));
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** @param {any} script */
  #showLast({ exports, last }) {
    if (last !== undefined && exports[last] != null) console.log(exports[last]);
  }

  /** @param {string} code @param {number} position */
  inspect(code, position) {
    this.#compiler.refresh();
    return this.#convs.node.inspect(this.#declarations, code, position);
  }

  /** @param {string} code @param {number} position */
  complete(code, position) {
    this.#compiler.refresh();
    return this.#convs.node.complete(this.#declarations, code, position);
  }

  interrupt() {
    this.faults.fail(new Interrupted("the cell was interrupted"));
  }

  reset() {
    this.#declarations = "";
    this.#scope.clear();
  }

  close() {
    this.#macrotasks.close();
    this.#convs.close();
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

/** @param {any} tslab @param {import("./compiler.js").Compiler} compiler @param {string} cwd @param {any} convs */
function createExecutor(tslab, compiler, cwd, convs) {
  return new Executor(tslab, compiler, cwd, convs);
}

module.exports = { Executor, createExecutor };
