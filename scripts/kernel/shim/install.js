// @ts-check
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { compiledBy } = require("./compiled-by.js");
const { Compiler } = require("./compiler.js");

const MENDED_VERSION = "1.0.22";

/**
 * The TypeScript that tslab should see, or the real one untouched when somebody else asked.
 * @param {any} ts
 * @param {string | undefined} requiredBy
 */
function mend(ts, requiredBy) {
  const tslab = tslabOf(requiredBy);
  if (tslab === undefined) return ts;
  if (tslab.version !== MENDED_VERSION) {
    process.stderr.write(
      `interleave: tslab ${tslab.version} is not mended, only ${MENDED_VERSION} is: imports from ../src will fail\n`,
    );
    return ts;
  }
  const compiler = new Compiler(ts);
  let installed = false;
  return compiledBy(ts, compiler, () => {
    if (!installed) install(tslab.dist, compiler);
    installed = true;
  });
}

/** @param {string | undefined} file */
function tslabOf(file) {
  if (file === undefined || path.basename(path.dirname(file)) !== "dist") return undefined;
  const manifest = path.join(path.dirname(file), "..", "package.json");
  if (!fs.existsSync(manifest)) return undefined;
  const { name, version } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  return name === "tslab" ? { dist: path.dirname(file), version } : undefined;
}

/**
 * Replaces tslab's executor and server. Its main.js reads both from these modules when it starts.
 * @param {string} dist @param {Compiler} compiler
 */
function install(dist, compiler) {
  const tslab = {
    dist,
    executor: require(path.join(dist, "executor.js")),
    jupyter: require(path.join(dist, "jupyter.js")),
    converter: require(path.join(dist, "converter.js")),
    metadata: require(path.join(dist, "metadata.js")),
    inspect: require(path.join(dist, "inspect.js")),
  };
  const { createExecutor } = require("./executor.js");
  const { Handler, Server } = require("./server.js");
  replace(tslab.executor, "createExecutor", 3, (/** @type {any[]} */ ...args) =>
    createExecutor(tslab, compiler, args[0], args[1]),
  );
  replace(tslab.jupyter, "JupyterHandlerImpl", 2, Handler);
  replace(
    tslab.jupyter,
    "ZmqServer",
    2,
    class extends Server {
      constructor(/** @type {Handler} */ handler, /** @type {string} */ configPath) {
        super(tslab, handler, configPath);
      }
    },
  );
}

/** @param {any} module @param {string} name @param {number} parameters @param {Function} replacement */
function replace(module, name, parameters, replacement) {
  assert.strictEqual(typeof module[name], "function", `tslab no longer exports ${name}`);
  assert.strictEqual(module[name].length, parameters, `tslab's ${name} has other parameters`);
  module[name] = replacement;
}

module.exports = { mend };
