// @ts-check
"use strict";
const { displayPath } = require("./project.js");

const AWAIT_OUTSIDE_ASYNC = 1308;
const CANNOT_FIND_MODULE = 2307;

/** @param {any} file */
const isCell = (file) => /\/__tslab__\.[jt]sx?$/.test(file.fileName);

/**
 * The errors a learner should see: not those of top-level await, which cells may use, nor those that come only
 * from writing declarations for modules, which the project never does.
 * @param {any} ts @param {readonly any[]} diagnostics
 */
function shownDiagnostics(ts, diagnostics) {
  return diagnostics.filter((diagnostic) => {
    if (!diagnostic.file) return false;
    if (isCell(diagnostic.file)) return !isTopLevelAwait(ts, diagnostic);
    return (
      !diagnostic.file.fileName.includes("/node_modules/") && !isDeclarationError(diagnostic.code)
    );
  });
}

/** @param {any} ts @param {any} diagnostic */
function isTopLevelAwait(ts, diagnostic) {
  if (diagnostic.code !== AWAIT_OUTSIDE_ASYNC) return false;
  for (
    let node = ts.getTokenAtPosition(diagnostic.file, diagnostic.start);
    node;
    node = node.parent
  ) {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return false;
    if (ts.isPropertyDeclaration(node) || ts.isModuleDeclaration(node)) return false;
  }
  return true;
}

/** @param {number} code */
function isDeclarationError(code) {
  return (code >= 4000 && code < 5000) || code === 2742 || code === 2883 || code === 7056;
}

/** @param {readonly any[]} diagnostics */
function hasMissingImport(diagnostics) {
  return diagnostics.some(({ code }) => code === CANNOT_FIND_MODULE);
}

/**
 * The `error` message for type errors.
 * @param {any} ts @param {string} root @param {readonly any[]} diagnostics
 */
function typeScriptError(ts, root, diagnostics) {
  const texts = diagnostics.map((diagnostic) => describe(ts, root, diagnostic));
  const more = texts.length > 1 ? ` (and ${texts.length - 1} more)` : "";
  return {
    ename: "TypeScriptError",
    evalue: (texts[0]?.split("\n")[0] ?? "") + more,
    traceback: diagnostics.flatMap((diagnostic, i) => [texts[i] ?? "", excerpt(diagnostic)]),
  };
}

/** @param {any} ts @param {string} root @param {any} diagnostic */
function describe(ts, root, diagnostic) {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const [first, ...chain] = message.split("\n");
  const related = (diagnostic.relatedInformation ?? []).map((/** @type {any} */ info) => {
    const text = ts.flattenDiagnosticMessageText(info.messageText, "\n");
    return `  ${info.file && !isLibrary(info.file) ? `${position(root, info)} - ` : ""}${text}`;
  });
  if (isForgottenAwait(first) && related.length === 0)
    related.push("  Did you forget to use 'await'?");
  const head = `${position(root, diagnostic)} - ${first} (TS${diagnostic.code})`;
  return [head, ...chain, ...related].join("\n");
}

/** TypeScript gives this hint for arguments and operands, not for assignments. @param {string} message */
function isForgottenAwait(message) {
  const types = /^Type 'Promise<(.+)>' is not assignable to type '(.+)'\.$/.exec(message);
  return types !== null && types[1] === types[2];
}

/** @param {any} file */
const isLibrary = (file) => file.fileName.includes("/node_modules/");

/** @param {string} root @param {any} diagnostic */
function position(root, { file, start }) {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  if (isCell(file)) return `${line}:${character + 1}`;
  if (/\/__prev__\.d\.ts$/.test(file.fileName)) return "an earlier cell";
  return `${displayPath(root, file.fileName)}:${line + 1}:${character + 1}`;
}

/** @param {any} diagnostic */
function excerpt({ file, start, length }) {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const source = file.text.split(/\r?\n/)[line] ?? "";
  const number = String(isCell(file) ? line : line + 1);
  const width = Math.max(1, Math.min(length ?? 1, source.length - character));
  const mark = source.slice(0, character).replace(/[^\t]/g, " ") + "~".repeat(width);
  return `> ${number} | ${source}\n  ${" ".repeat(number.length)} | ${mark}`;
}

module.exports = { hasMissingImport, shownDiagnostics, typeScriptError };
