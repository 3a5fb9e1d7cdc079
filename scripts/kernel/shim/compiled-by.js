// @ts-check
"use strict";

/**
 * TypeScript with the members replaced that decide how cells are compiled.
 * @param {any} ts @param {import("./compiler.js").Compiler} compiler @param {() => void} beforeHost called before a converter is made
 */
function compiledBy(ts, compiler, beforeHost) {
  /** @param {any[]} args */
  const createWatchCompilerHost = (...args) => {
    beforeHost();
    return compiler.createHost(...args);
  };
  return {
    ...ts,
    __esModule: true,
    createWatchCompilerHost,
    getPreEmitDiagnosticsOfFiles: compiler.diagnose.bind(compiler),
    transpileModule: compiler.transpile.bind(compiler),
  };
}

module.exports = { compiledBy };
