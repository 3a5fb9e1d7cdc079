// @ts-check
"use strict";
const assert = require("node:assert");
const path = require("node:path");
const { Checks } = require("./checks.js");
const { asCommonJs } = require("./compiled-module.js");
const { hasMissingImport, shownDiagnostics } = require("./diagnostics.js");
const { KeptFiles } = require("./kept-files.js");
const { Outline, outlineOf } = require("./outline.js");
const { findProjectRoot } = require("./project.js");
const { cellTransformer } = require("./transform.js");
const { Watching } = require("./watching.js");

/**
 * What one conversion of a cell found out besides what tslab's converter returns.
 * @typedef {object} Conversion
 * @property {any[]} diagnostics type errors of the cell and of the modules it imports
 * @property {{ name: string, assignable: boolean, imported: boolean }[]} names what the cell declares
 * @property {string | undefined} lastExpression the export that holds the value of the last expression
 * @property {boolean} isAsync whether it awaits at its top level
 * @property {string[]} maps source maps, cell to ES module and ES module to CommonJS
 * @property {string[]} files the modules that it imports, however indirectly, also for their types only
 * @property {string[]} absent files that would be imported instead, if they existed
 */

/** The members of TypeScript that tslab's converter calls, changed so that cells see the project they are in. */
class Compiler {
  /** @type {Conversion} */
  last = emptyConversion();
  #ts;
  #watching;
  #checks;
  #kept = new KeptFiles();
  /** Whether imports must be resolved anew: a file came or went, or an import was not found. */
  #stale = false;
  /** Whether the next program is asked only for the names that a cell declares. */
  #asksForNames = false;

  /** @param {any} ts */
  constructor(ts) {
    this.#ts = ts;
    this.#watching = new Watching(ts);
    this.#checks = new Checks(ts);
    for (const name of ["getTokenAtPosition", "isExpressionNode", "isFunctionLike"]) {
      assert.strictEqual(typeof ts[name], "function", `TypeScript no longer has ${name}`);
    }
    ts.sys.watchFile = this.#watching.watchFile.bind(this.#watching);
    ts.sys.watchDirectory = () => ({ close() {} });
  }

  /** To be called before each conversion. */
  beginConversion() {
    this.refresh();
    this.#asksForNames = true;
  }

  /** To be called before each question: sees edited files, forgets the conversion before. */
  refresh() {
    this.#asksForNames = false;
    const missing = hasMissingImport(this.last.diagnostics);
    this.last = emptyConversion();
    this.#stale = this.#watching.poll() || missing;
  }

  /** @param {any[]} args those of ts.createWatchCompilerHost */
  createHost(...args) {
    const [rootFiles, options, sys, ...rest] = args;
    assert.ok(
      Array.isArray(rootFiles) && options.outDir === "outDir",
      "tslab creates its host otherwise",
    );
    assert.strictEqual(options.rootDir, sys.getCurrentDirectory(), "tslab's rootDir has moved");
    const cwd = options.rootDir;
    const ours = this.#options(options);
    const host = this.#ts.createWatchCompilerHost(rootFiles, ours, sys, ...rest);
    this.#resolveAnew(host, sys, ours);
    const { createProgram } = host;
    host.createProgram = (/** @type {any[]} */ ...given) => {
      const [names, options, compilerHost, last, ...rest] = given;
      const real = last instanceof Outline ? last.real : last;
      const outline = this.#asksForNames && outlineOf(this.#ts, compilerHost, options, real);
      this.#asksForNames = false;
      if (outline) return outline;
      this.#kept.installOn(compilerHost);
      const builder = createProgram(names, options, compilerHost, real, ...rest);
      const emit = builder.emit.bind(builder);
      builder.emit = (/** @type {any[]} */ ...rest) => this.#emit(cwd, builder, emit, rest);
      return builder;
    };
    return host;
  }

  /** @param {any} options */
  #options(options) {
    return {
      ...options,
      strict: true,
      rootDir: findProjectRoot(options.rootDir).replace(/\\/g, "/"),
      moduleResolution: this.#ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      // Every other @types package would be loaded into each kernel: seconds for nothing.
      types: ["node"],
      sourceMap: true,
    };
  }

  /**
   * TypeScript learns from watched directories that an import can be found now; here it simply looks again.
   * @param {any} host @param {any} sys @param {any} options
   */
  #resolveAnew(host, sys, options) {
    const key = (/** @type {string} */ file) => file;
    const cache = this.#ts.createModuleResolutionCache(sys.getCurrentDirectory(), key, options);
    host.hasInvalidatedResolutions = () => this.#stale;
    host.resolveModuleNameLiterals = (
      /** @type {any[]} */ literals,
      /** @type {string} */ from,
    ) => {
      if (this.#stale) cache.clear();
      return literals.map(({ text }) =>
        this.#ts.resolveModuleName(text, from, options, sys, cache),
      );
    };
  }

  /**
   * Emits the cell where tslab looks for it. Modules on disk are not emitted: they are loaded from there.
   * @param {string} cwd @param {any} builder @param {Function} emit @param {any[]} args
   */
  #emit(cwd, builder, emit, args) {
    const [file, writeFile, token, declarationsOnly, transformers] = args;
    if (path.posix.basename(file.fileName, path.extname(file.fileName)) !== "__tslab__") {
      if (this.#ts.sys.fileExists(file.fileName)) return { emitSkipped: true, diagnostics: [] };
      return emit(file, relocated(cwd, writeFile), token, declarationsOnly);
    }
    assert.strictEqual(transformers.after.length, 1, "tslab transforms cells otherwise");
    const checker = builder.getProgram().getTypeChecker();
    const after = [cellTransformer(this.#ts, checker, this.last)];
    const write = relocated(cwd, (/** @type {string} */ name, /** @type {string} */ text) => {
      if (name.endsWith(".map")) this.last.maps[0] = text;
      else writeFile(name, withoutMapComment(text));
    });
    return emit(file, write, token, declarationsOnly, { ...transformers, after });
  }

  /** @param {any} program @param {any[]} files the cell, and the modules it imports, however indirectly */
  diagnose(program, files) {
    this.last.diagnostics = shownDiagnostics(this.#ts, this.#checks.of(program, files));
    this.last.files = files.slice(1).map(({ fileName }) => fileName);
    this.last.absent = absentFor(files);
    return this.last.diagnostics;
  }

  /** @param {string} code @param {any} options */
  transpile(code, options) {
    if (options.fileName !== "custom.js") return this.#ts.transpileModule(code, options);
    // What comes out of the first step has no types any more.
    const given = { ...options.compilerOptions, allowJs: true };
    const { code: outputText, map } = asCommonJs(this.#ts, options.fileName, code, given);
    this.last.maps[1] = map;
    return { outputText };
  }
}

/** @returns {Conversion} */
function emptyConversion() {
  return {
    diagnostics: [],
    names: [],
    lastExpression: undefined,
    isAsync: false,
    maps: [],
    files: [],
    absent: [],
  };
}

/**
 * tslab expects outDir/<path below its cwd>; with the project as rootDir it would be outDir/notebooks/…
 * @param {string} cwd @param {Function} writeFile
 */
function relocated(cwd, writeFile) {
  const below = path.relative(findProjectRoot(cwd), cwd).replace(/\\/g, "/");
  const prefix = below === "" ? "outDir/" : `outDir/${below}/`;
  return (/** @type {string} */ fileName, /** @type {string} */ text) => {
    const relocated = fileName.startsWith(prefix) ? fileName.slice(prefix.length) : fileName;
    writeFile(`outDir/${relocated}`, text);
  };
}

/** @param {any[]} files @returns {string[]} */
function absentFor(files) {
  const found = new Set();
  for (const { resolvedModules } of files) {
    resolvedModules?.forEach((/** @type {any} */ { failedLookupLocations = [] }) => {
      for (const file of failedLookupLocations)
        if (!file.includes("/node_modules/")) found.add(file);
    });
  }
  return [...found];
}

/** @param {string} code */
function withoutMapComment(code) {
  return code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
}

module.exports = { Compiler };
