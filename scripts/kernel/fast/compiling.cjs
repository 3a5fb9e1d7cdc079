// @ts-check
"use strict";
// tslab's own converter on the same mended TypeScript as in the kernel, for many lessons.
const path = require("node:path");
const ts = require("typescript-for-tslab-5.0.4");
const { CellCompiler } = require("../shim/cell-compiler.js");
const { Compiler } = require("../shim/compiler.js");
const { compiledBy } = require("../shim/compiled-by.js");
const { compiledModule } = require("../shim/compiled-module.js");
const { findProjectRoot } = require("../shim/project.js");
const { stampOf } = require("../shim/watching.js");

const compiler = new Compiler(ts);
const shim = require.resolve("@tslab/typescript-for-tslab");
// Before tslab asks for it: this process needs no kernel, so nothing of tslab's kernel is loaded or mended.
require.cache[shim] = /** @type {any} */ ({
  id: shim,
  filename: shim,
  loaded: true,
  exports: compiledBy(ts, compiler, () => {}),
});
const { createConverter } = /** @type {any} */ (require("tslab/dist/converter.js"));
const metadata = /** @type {any} */ (require("tslab/dist/metadata.js"));

/** @type {Map<string, any>} converters, by the folder that cells import from */
const converters = new Map();
/** @type {Map<number, { cells: CellCompiler, sent: Set<string> }>} */
const lessons = new Map();
/** @type {Map<string, import("../shim/compiled-module.js").CompiledModule>} */
const modules = new Map();

/** tslab's converter takes its folder from TypeScript, which remembers where the process started. @param {string} cwd */
function newConverter(cwd) {
  ts.sys.getCurrentDirectory = () => cwd;
  return createConverter({ isJS: false, isBrowser: false });
}

/** @param {string} cwd @param {readonly string[]} sources */
function converterFor(cwd, sources) {
  // What a cell makes a module of stays known to its converter: the next lesson must not see it.
  const makesModules = sources.some((source) => metadata.getCodeMetadata(source).module);
  if (makesModules) return newConverter(cwd);
  const known = converters.get(cwd) ?? newConverter(cwd);
  converters.set(cwd, known);
  return known;
}

/** @param {{ lesson: number, cwd: string, sources: string[] }} request */
function open({ lesson, cwd, sources }) {
  const root = findProjectRoot(cwd);
  /** @type {any} */
  let converter;
  const lazily = () => (converter ??= converterFor(cwd, sources));
  const cells = new CellCompiler({ metadata }, compiler, lazily, ts, root);
  lessons.set(lesson, { cells, sent: new Set() });
}

/**
 * What the next cell of a lesson becomes; undefined when the lesson was closed.
 * @param {{ lesson: number, source: string }} request
 */
function compile({ lesson, source }) {
  const known = lessons.get(lesson);
  if (!known) return undefined;
  const cell = known.cells.compile(source);
  const { files, absent, diagnostics } = compiler.last;
  const own = files.filter(isOnDisk);
  const fresh = cell.script === undefined ? [] : own.filter((file) => !known.sent.has(file));
  for (const file of fresh) known.sent.add(file);
  const isComplete = !diagnostics.some(({ code }) => code === 2307);
  return {
    compiled: { ...cell, declarations: known.cells.declarations },
    modules: fresh.map((file) => [file, moduleOf(file)]),
    imports: { files: own, absent, isComplete },
  };
}

/** @param {{ lesson: number }} request */
function close({ lesson }) {
  lessons.delete(lesson);
}

/** Whether a file is the project's, and no module that a cell made. @param {string} file */
function isOnDisk(file) {
  return file.endsWith(".ts") && !file.includes("/node_modules/") && stampOf(file) !== "";
}

/** @param {string} file */
function moduleOf(file) {
  const known = modules.get(file);
  if (known && known.stamp === stampOf(file)) return known;
  const module = compiledModule(ts, path.normalize(file));
  modules.set(file, module);
  return module;
}

module.exports = { close, compile, open };
