// @ts-check
"use strict";
const path = require("node:path");
const { CellCompiler } = require("./cell-compiler.js");
const { compiledModule } = require("./compiled-module.js");
const { Faults } = require("./faults.js");
const { Modules } = require("./modules.js");
const { findProjectRoot } = require("./project.js");
const { Runner } = require("./runner.js");
const { Stacks } = require("./stacks.js");
const { Threads } = require("./threads.js");

class Interrupted extends Error {
  /** @override */
  name = "Interrupted";
}

/** Runs cells. Same interface as tslab's executor, except that `execute` gives the failure instead of printing it. */
class Executor {
  #compiler;
  #convs;
  #cells;
  #runner;
  #stacks;
  #count = 0;
  #threads = new Threads();
  faults;
  /** Told while no interrupt may cut the thread off. @type {(on: boolean) => void} */
  compiling = () => {};

  /** @param {any} tslab @param {import("./compiler.js").Compiler} compiler @param {string} cwd @param {any} convs */
  constructor(tslab, compiler, cwd, convs) {
    const ts = require("typescript-for-tslab-5.0.4");
    const root = findProjectRoot(cwd);
    this.#compiler = compiler;
    this.#convs = convs;
    this.#cells = new CellCompiler(tslab, compiler, () => convs.node, ts, root);
    this.#stacks = new Stacks(root);
    this.faults = new Faults(this.#stacks);
    const modules = new Modules(
      (file) => compiledModule(ts, file),
      this.#stacks,
      () => require(path.join(tslab.dist, "public.js")),
    );
    this.#runner = new Runner(this.#stacks, this.faults, modules, cwd);
  }

  get locals() {
    return this.#runner.variables;
  }

  /** To be called once the kernel is complete: from here on errors are told in the reader's terms. */
  install() {
    this.#stacks.install();
    this.faults.replaceTslabs();
  }

  /** @param {string} code @param {number} count @returns {Promise<import("./runner.js").Failure | undefined>} */
  async execute(code, count = ++this.#count) {
    this.#threads.install(); // not before: the kernel has threads of its own
    try {
      const { failure, cell } = this.#prepareUncut(code, count);
      if (cell !== undefined) await this.#runner.run(cell);
      return failure;
    } catch (error) {
      return this.faults.describe(error);
    }
  }

  /** @param {string} code @param {number} count */
  #prepareUncut(code, count) {
    this.compiling(true);
    try {
      const compiled = this.#cells.compile(code);
      return { failure: compiled.failure, cell: this.#runner.prepare(compiled, code, count) };
    } finally {
      this.compiling(false);
    }
  }

  /** @param {string} code @param {number} position */
  inspect(code, position) {
    this.#compiler.refresh();
    return this.#convs.node.inspect(this.#cells.declarations, code, position);
  }

  /** @param {string} code @param {number} position */
  complete(code, position) {
    this.#compiler.refresh();
    return this.#convs.node.complete(this.#cells.declarations, code, position);
  }

  interrupt() {
    this.faults.fail(new Interrupted("the cell was interrupted"));
  }

  reset() {
    this.#cells.declarations = "";
    this.#runner.clear();
  }

  close() {
    this.#runner.close();
    this.#convs.close();
  }
}

/** @param {any} tslab @param {import("./compiler.js").Compiler} compiler @param {string} cwd @param {any} convs */
function createExecutor(tslab, compiler, cwd, convs) {
  return new Executor(tslab, compiler, cwd, convs);
}

module.exports = { Executor, createExecutor };
