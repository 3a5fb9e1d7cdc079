// @ts-check
"use strict";
const fs = require("node:fs");
const { stampOf } = require("./watching.js");

/**
 * A module of the project as the CommonJS that Node runs.
 * @typedef {{ source: string, code: string, map: string, stamp: string }} CompiledModule stamp: as `stampOf` gives it
 */

/** @param {any} ts @param {string} file @returns {CompiledModule} */
function compiledModule(ts, file) {
  const stamp = stampOf(file);
  const source = fs.readFileSync(file, "utf8");
  const name = file.replace(/\\/g, "/");
  return { source, ...asCommonJs(ts, name, source, {}, [placeOfModule(ts)]), stamp };
}

/**
 * As `ts.transpileModule` does, but the module's types are not checked once more, without those of its imports: that is
 * most of the time it takes.
 * @param {any} ts @param {string} name @param {string} source
 * @param {any} options those that differ @param {readonly any[]} before what is done to it first
 * @returns {{ code: string, map: string }}
 */
function asCommonJs(ts, name, source, options, before = []) {
  const parsed = ts.createSourceFile(name, source, { languageVersion: ts.ScriptTarget.ES2022 });
  // Together with `skipDefaultLibCheck`.
  parsed.hasNoDefaultLib = true;
  const written = { code: "", map: "" };
  const host = hostOf(name, parsed, (/** @type {string} */ to, /** @type {string} */ text) => {
    written[to.endsWith(".map") ? "map" : "code"] = text;
  });
  const program = ts.createProgram([name], { ...optionsFor(ts), ...options }, host);
  program.emit(undefined, undefined, undefined, false, { before });
  const code = written.code.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return { code, map: written.map };
}

/** `import.meta` as CommonJS can give it: a module may start another by its path. @param {any} ts */
function placeOfModule(ts) {
  const meta =
    '{ url: require("node:url").pathToFileURL(__filename).href, dirname: __dirname, filename: __filename }';
  return (/** @type {any} */ context) => {
    /** @param {any} node @returns {any} */
    const visit = (node) =>
      ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
        ? ts.factory.createIdentifier(`(${meta})`)
        : ts.visitEachChild(node, visit, context);
    return (/** @type {any} */ file) =>
      file.text.includes("import.meta") ? ts.visitNode(file, visit) : file;
  };
}

/** @param {any} ts */
function optionsFor(ts) {
  return {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    sourceMap: true,
    isolatedModules: true,
    // Which imports are types only is what the types of others would tell: what is not marked so stays.
    verbatimModuleSyntax: true,
    noLib: true,
    noResolve: true,
    types: [],
    skipDefaultLibCheck: true,
    suppressOutputPathCheck: true,
    allowNonTsExtensions: true,
  };
}

/** A host that knows one file. @param {string} name @param {any} parsed @param {Function} writeFile */
function hostOf(name, parsed, writeFile) {
  return {
    getSourceFile: (/** @type {string} */ asked) => (asked === name ? parsed : undefined),
    writeFile,
    getDefaultLibFileName: () => "lib.d.ts",
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (/** @type {string} */ asked) => asked,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
    fileExists: (/** @type {string} */ asked) => asked === name,
    readFile: () => "",
    directoryExists: () => true,
    getDirectories: () => [],
  };
}

module.exports = { asCommonJs, compiledModule };
