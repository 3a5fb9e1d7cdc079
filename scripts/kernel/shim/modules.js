// @ts-check
"use strict";
const Module = require("node:module");
const path = require("node:path");
const { stampOf } = require("./watching.js");

/** What a cell's `require` gives: the project's .ts files as they are on disk now, tslab, and tslab's own modules. */
class Modules {
  /** @type {Map<string, string>} stamps of the project's modules that are loaded, by file */
  #loaded = new Map();
  /** @type {Map<string, string>} code of modules made by cells that start with @module, by file */
  #virtual = new Map();
  #compiled;
  #stacks;
  #publicApi;

  /**
   * @param {(file: string) => import("./compiled-module.js").CompiledModule} compiled @param {import("./stacks.js").Stacks} stacks
   * @param {() => any} publicApi what `import "tslab"` gives
   */
  constructor(compiled, stacks, publicApi) {
    this.#compiled = compiled;
    this.#stacks = stacks;
    this.#publicApi = publicApi;
    // Node 22 has a hook of its own here, which only strips types; this one is replaced in the kernel's process only.
    /** @type {any} */ (Module)._extensions[".ts"] = this.#load.bind(this);
  }

  /** @param {any} module @param {string} file */
  #load(module, file) {
    const { source, code, map, stamp } = this.#compiled(file);
    this.#loaded.set(file, stamp);
    this.#stacks.addModule(file, map, source);
    module._compile(code, file, "commonjs");
  }

  /** One changed module reloads all: a module would otherwise keep using the old version of its neighbour. */
  #forgetIfChanged() {
    const changed = [...this.#loaded].some(([file, stamp]) => stampOf(file) !== stamp);
    if (!changed) return;
    for (const file of this.#loaded.keys()) delete require.cache[file];
    this.#loaded.clear();
  }

  /** @param {{ path: string, data: string }[]} outputs */
  addVirtual(outputs) {
    for (const { path: file, data } of outputs) {
      this.#virtual.set(path.normalize(file), data);
      delete require.cache[path.normalize(file)];
    }
  }

  /** @param {string} directory */
  requireFrom(directory) {
    const real = Module.createRequire(path.join(directory, "cell.js"));
    /** @param {string} id */
    const cellRequire = (id) => {
      if (id === "tslab") return this.#publicApi();
      this.#forgetIfChanged();
      return this.#requireVirtual(directory, id) ?? real(id);
    };
    return Object.assign(cellRequire, {
      resolve: real.resolve,
      cache: real.cache,
      main: real.main,
    });
  }

  /** @param {string} directory @param {string} id */
  #requireVirtual(directory, id) {
    if (!id.startsWith(".")) return undefined;
    const file = path.join(directory, path.extname(id) === "" ? `${id}.js` : id);
    const code = this.#virtual.get(file);
    if (code === undefined) return undefined;
    const known = require.cache[file];
    if (known) return known.exports;
    const module = /** @type {any} */ (new Module(file));
    module.filename = file;
    module.paths = /** @type {any} */ (Module)._nodeModulePaths(path.dirname(file));
    module.require = this.requireFrom(path.dirname(file));
    require.cache[file] = module;
    module._compile(code, file, "commonjs");
    return module.exports;
  }
}

module.exports = { Modules };
