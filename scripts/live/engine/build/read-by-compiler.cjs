// @ts-check
"use strict";
// Prints the files that the converter reads to compile a cell that imports the library and tslab, by their path in the
// project: with these it works in the page as well. Of the library it needs to know only what the modules declare: of
// their code nothing is emitted or checked there.
const path = require("node:path");

const [root = "", ...imports] = process.argv.slice(2);
const ts = require("typescript-for-tslab-5.0.4");
const { compiledBy } = require("../../../kernel/shim/compiled-by.js");
const { Compiler } = require("../../../kernel/shim/compiler.js");

/** A project may have the packages of another. @param {string} file */
function nameOf(file) {
  const packages = file.indexOf("/node_modules/");
  return packages < 0 ? path.relative(root, file) : file.slice(packages + 1);
}

/** @type {Record<string, string>} */
const read = {};
const { readFile } = ts.sys;
ts.sys.readFile = (/** @type {string} */ file, /** @type {string} */ encoding) => {
  const text = readFile(file, encoding);
  if (text !== undefined) read[nameOf(file)] = text;
  return text;
};
ts.sys.getCurrentDirectory = () => path.join(root, "notebooks");
const compiler = new Compiler(ts);
const shim = require.resolve("@tslab/typescript-for-tslab");
/** @type {any} */
let program;
// What is wrong with the library its lessons tell: here it is only read.
const getPreEmitDiagnosticsOfFiles = (/** @type {any} */ given) => {
  program = given;
  return [];
};
require.cache[shim] = /** @type {any} */ ({
  id: shim,
  filename: shim,
  loaded: true,
  exports: { ...compiledBy(ts, compiler, () => {}), getPreEmitDiagnosticsOfFiles },
});
const converter = require("tslab/dist/converter.js").createConverter({
  isJS: false,
  isBrowser: false,
});
const lines = imports.map((id, i) => `import * as m${i} from "${id}"; m${i};`);
converter.convert("", lines.join("\n"));
process.stdout.write(JSON.stringify({ ...read, ...declarationsOf(modulesIn(read)) }));

/** @param {Record<string, string>} files */
function modulesIn(files) {
  return Object.keys(files).filter((name) => name.startsWith("src/") && name.endsWith(".ts"));
}

/**
 * What each module declares, under its own name. @param {readonly string[]} names @returns {Record<string, string>}
 */
function declarationsOf(names) {
  // TypeScript checks what it emits, unless another project has done so: the lessons have.
  program.isSourceOfProjectReferenceRedirect = () => true;
  /** @type {Record<string, string>} */
  const declared = {};
  for (const name of names) {
    const file = program.getSourceFile(path.join(root, name));
    const keep = (/** @type {string} */ _to, /** @type {string} */ text) => {
      // Not to be checked: what the declarations of a module may say and a module may not.
      declared[name] = `// @ts-nocheck\n${text}`;
    };
    program.emit(file, keep, undefined, true);
  }
  return declared;
}
