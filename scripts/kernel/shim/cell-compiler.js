// @ts-check
"use strict";
const { typeScriptError } = require("./diagnostics.js");
const { cellScript } = require("./scope.js");

/**
 * What became of a cell's source: plain data, so that it can be run in another process or kept in a file.
 * @typedef {object} CompiledCell
 * @property {import("./runner.js").Failure} [failure] its type errors
 * @property {string} [script] what runs it; without one there is nothing to run
 * @property {{ name: string, assignable: boolean, imported: boolean }[]} names what it declares
 * @property {string} [last] the export that holds the value of its last expression
 * @property {string[]} maps source maps, cell to ES module and ES module to CommonJS
 * @property {{ path: string, data: string }[]} virtual modules that cells made
 * @property {string} [id] of an instrumented cell: under which name its lines are reported
 */

/** Compiles the cells of one notebook, in order: each sees what the ones before it declare. */
class CellCompiler {
  declarations = "";
  #tslab;
  #compiler;
  #converter;
  #ts;
  #root;

  /**
   * @param {any} tslab its metadata module @param {import("./compiler.js").Compiler} compiler
   * @param {() => any} converter tslab's @param {any} ts @param {string} root
   */
  constructor(tslab, compiler, converter, ts, root) {
    this.#tslab = tslab;
    this.#compiler = compiler;
    this.#converter = converter;
    this.#ts = ts;
    this.#root = root;
  }

  /** @param {string} code @returns {CompiledCell} */
  compile(code) {
    const nothing = { names: [], maps: [], virtual: [] };
    const meta = this.#tslab.metadata.getCodeMetadata(code);
    if (meta.mode === "browser") return nothing;
    if (meta.module) {
      this.#compiler.refresh();
      this.#converter().addModule(meta.module, code, meta);
      return nothing;
    }
    const converter = this.#converter();
    this.#compiler.beginConversion();
    const converted = converter.convert(this.declarations, code);
    const conversion = this.#compiler.last;
    const virtual = converted.sideOutputs ?? [];
    if (conversion.diagnostics.length > 0) {
      const failure = typeScriptError(this.#ts, this.#root, conversion.diagnostics);
      return { ...nothing, virtual, failure };
    }
    this.declarations = converted.declOutput ?? "";
    if (!converted.output) return { ...nothing, virtual };
    const { names, maps, lastExpression: last } = conversion;
    return { script: cellScript(converted.output, conversion), names, maps, last, virtual };
  }
}

module.exports = { CellCompiler };
