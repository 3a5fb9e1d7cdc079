// @ts-check
"use strict";
// One warm compiler for all lessons of a build: tslab's own converter on the same mended TypeScript as in the kernel.
// It answers requests one after the other, and ends the processes of the lessons when the build is gone.
const path = require("node:path");
const ts = require("typescript-for-tslab-5.0.4");
const { CellCompiler } = require("../shim/cell-compiler.js");
const { Compiler } = require("../shim/compiler.js");
const { compiledBy } = require("../shim/install.js");
const { compiledModule } = require("../shim/modules.js");
const { findProjectRoot } = require("../shim/project.js");
const { stampOf } = require("../shim/watching.js");

/**
 * @typedef {{ type: "open", lesson: number, cwd: string, sources: string[] }} Open
 * @typedef {{ type: "compile", lesson: number, index: number, source: string }} Compile
 * @typedef {{ type: "close", lesson: number } | { type: "end" }} Close
 * @typedef {{ type: "guard" | "release", pid: number }} Guard
 */

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
/** @type {Compile[]} */
const waiting = [];
/** @type {Set<number>} processes that must not outlive the build */
const guarded = new Set();
/** @type {Map<string, import("../shim/modules.js").CompiledModule>} */
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

/** @param {Open} request */
function open({ lesson, cwd, sources }) {
  const root = findProjectRoot(cwd);
  /** @type {any} */
  let converter;
  const lazily = () => (converter ??= converterFor(cwd, sources));
  const cells = new CellCompiler({ metadata }, compiler, lazily, ts, root);
  lessons.set(lesson, { cells, sent: new Set() });
}

/** @param {Compile} request */
function compile({ lesson, index, source }) {
  const known = lessons.get(lesson);
  if (!known) return;
  const cell = known.cells.compile(source);
  const { files, absent, diagnostics } = compiler.last;
  const own = files.filter(isOnDisk);
  const fresh = cell.script === undefined ? [] : own.filter((file) => !known.sent.has(file));
  for (const file of fresh) known.sent.add(file);
  const isComplete = !diagnostics.some(({ code }) => code === 2307);
  send({
    lesson,
    index,
    compiled: { ...cell, declarations: known.cells.declarations },
    modules: fresh.map((file) => [file, moduleOf(file)]),
    imports: { files: own, absent, isComplete },
  });
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

/** @param {any} message */
function send(message) {
  process.send?.(message, undefined, undefined, () => {});
}

let isWorking = false;
/** One cell in each turn: what is asked meanwhile (to close, to guard) is heard in between. */
function work() {
  const next = waiting.shift();
  isWorking = next !== undefined;
  if (next === undefined) return;
  try {
    compile(next);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ lesson: next.lesson, index: next.index, broken: text });
  }
  setImmediate(work);
}

/** @param {Open | Compile | Close | Guard} request */
function receive(request) {
  switch (request.type) {
    case "open":
      return open(request);
    case "compile":
      waiting.push(request);
      if (!isWorking) setImmediate(work);
      isWorking = true;
      return;
    case "close":
      lessons.delete(request.lesson);
      return;
    case "guard":
      guarded.add(request.pid);
      return;
    case "release":
      guarded.delete(request.pid);
      return;
    case "end":
      process.exit();
  }
}

process.on("message", receive);
process.on("disconnect", () => {
  for (const pid of guarded) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
  process.exit();
});
