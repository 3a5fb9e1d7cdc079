// @ts-check
"use strict";
const assert = require("node:assert");

/**
 * The type errors of a cell and of the modules it imports. A module is checked once, not with every cell: what is wrong
 * with it depends on what it imports and on what is global, and on no cell, unless the cell changes what is global.
 */
class Checks {
  #ts;
  /** @type {WeakMap<any, { given: string, errors: any[] }>} by source file */
  #known = new WeakMap();
  /** @type {WeakMap<any, number>} a number for each version of a file */
  #numbers = new WeakMap();
  #count = 0;

  /** @param {any} ts */
  constructor(ts) {
    this.#ts = ts;
    for (const name of ["getPreEmitDiagnosticsOfFiles", "sortAndDeduplicateDiagnostics"]) {
      assert.strictEqual(typeof ts[name], "function", `TypeScript no longer has ${name}`);
    }
  }

  /** @param {any} program @param {any[]} files the cell first @returns {readonly any[]} */
  of(program, files) {
    const all = program.getSourceFiles();
    const { getPreEmitDiagnosticsOfFiles: check, sortAndDeduplicateDiagnostics: sort } = this.#ts;
    if (all.some((/** @type {any} */ file) => isOfCell(file) && changesGlobals(file))) {
      return check(program, files);
    }
    const globals = this.#numbersOf(all.filter(changesGlobals));
    const given = new Map(
      files
        .slice(1)
        .map((file) => [file, `${globals};${this.#numbersOf(importedBy(program, file))}`]),
    );
    const isKnown = (/** @type {any} */ file) => this.#known.get(file)?.given === given.get(file);
    const known = files.slice(1).filter(isKnown);
    const found = check(
      program,
      files.filter((file) => !known.includes(file)),
    );
    for (const [file, text] of given) {
      if (known.includes(file)) continue;
      const errors = found.filter((/** @type {any} */ error) => error.file === file);
      this.#known.set(file, { given: text, errors });
    }
    return sort([...found, ...known.flatMap((file) => this.#known.get(file)?.errors ?? [])]);
  }

  /** @param {Iterable<any>} files */
  #numbersOf(files) {
    return Array.from(files, (file) => {
      const number = this.#numbers.get(file) ?? ++this.#count;
      this.#numbers.set(file, number);
      return number;
    }).join();
  }
}

/** @param {any} file */
function isOfCell(file) {
  return /\/(__tslab__\.[jt]sx?|__prev__\.d\.ts)$/.test(file.fileName);
}

/** Whether a file declares names for others than its importers. @param {any} file */
function changesGlobals(file) {
  return file.externalModuleIndicator === undefined || file.moduleAugmentations.length > 0;
}

/** A file and all it imports, however indirectly; what cannot be found is missing. @param {any} program @param {any} file */
function importedBy(program, file) {
  const found = new Set([file]);
  for (const one of found) {
    one.resolvedModules?.forEach((/** @type {any} */ resolution) => {
      const name = (resolution?.resolvedModule ?? resolution)?.resolvedFileName;
      const imported = name && program.getSourceFile(name);
      if (imported) found.add(imported);
    });
  }
  return found;
}

module.exports = { Checks };
