// @ts-check
"use strict";
// Prints the files that the converter reads to compile a cell that imports the library and tslab, by their path in the
// project: with these it works in the page as well.
const { createRequire } = require("node:module");
const path = require("node:path");

const root = path.resolve(__dirname, "../../../..");
const fromRoot = createRequire(path.join(root, "package.json"));
const ts = fromRoot("typescript-for-tslab-5.0.4");
const { CellCompiler } = require("../../../kernel/shim/cell-compiler.js");
const { compiledBy } = require("../../../kernel/shim/compiled-by.js");
const { Compiler } = require("../../../kernel/shim/compiler.js");

/** @type {Record<string, string>} */
const read = {};
const { readFile } = ts.sys;
ts.sys.readFile = (/** @type {string} */ file, /** @type {string} */ encoding) => {
  const text = readFile(file, encoding);
  if (text !== undefined) read[path.relative(root, file).replaceAll("\\", "/")] = text;
  return text;
};
ts.sys.getCurrentDirectory = () => path.join(root, "notebooks");
const compiler = new Compiler(ts);
const shim = fromRoot.resolve("@tslab/typescript-for-tslab");
const exports_ = compiledBy(ts, compiler, () => {});
require.cache[shim] = /** @type {any} */ ({
  id: shim,
  filename: shim,
  loaded: true,
  exports: exports_,
});
const converter = fromRoot("tslab/dist/converter.js").createConverter({
  isJS: false,
  isBrowser: false,
});
const metadata = fromRoot("tslab/dist/metadata.js");
const cells = new CellCompiler({ metadata }, compiler, () => converter, ts, root);
const imports = process.argv.slice(2).map((id, i) => `import * as m${i} from "${id}"; m${i};`);
const { failure } = cells.compile(imports.join("\n"));
if (failure) throw new Error(failure.traceback.join("\n"));
process.stdout.write(JSON.stringify(read));
