// @ts-check
"use strict";
const assert = require("node:assert");

/**
 * Stands in for a program that tslab asks only for the names a cell declares. tslab builds two programs for each cell,
 * the first just for this question, which parsing the cell alone can answer.
 */
class Outline {
  /** The last program that was really built. */
  real;
  #file;

  /** @param {any} real @param {any} file */
  constructor(real, file) {
    this.real = real;
    this.#file = file;
  }

  /** @param {string} name */
  getSourceFile(name) {
    return name === this.#file.fileName ? this.#file : undefined;
  }

  getProgram() {
    return this.real.getProgram();
  }

  getProgramOrUndefined() {
    return this.real.getProgramOrUndefined();
  }

  getCompilerOptions() {
    return this.real.getCompilerOptions();
  }
}

/**
 * The outline of the cell that tslab is about to convert; undefined when it declares nothing, or is the cell that was
 * built last: then tslab goes on to work with what it gets here.
 * @param {any} ts @param {any} host @param {any} options @param {any} real
 */
function outlineOf(ts, host, options, real) {
  assert.strictEqual(
    typeof ts.bindSourceFile,
    "function",
    "TypeScript no longer has bindSourceFile",
  );
  const names = real.getProgram().getRootFileNames();
  const name = names.find((/** @type {string} */ one) => /\/__tslab__\.[jt]s$/.test(one));
  const text = host.readFile(name);
  const file = ts.createSourceFile(name, text, options.target, true);
  ts.bindSourceFile(file, options);
  const declared = [...file.locals.keys()];
  const exported = `${text}\nexport {${declared.join(", ")}}`;
  const isLast = real.getSourceFile(name).text === exported;
  return declared.length === 0 || isLast ? undefined : new Outline(real, file);
}

module.exports = { Outline, outlineOf };
