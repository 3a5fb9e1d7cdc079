// @ts-check
"use strict";
const { SourceMap } = require("node:module");
const { inspect } = require("node:util");
const { displayPath } = require("./project.js");

/** The lines that the script of a cell has before the cell's own compiled code. */
const LINES_BEFORE_CELL = 1;
/** The line `export {};` that tslab puts before a cell's source. */
const LINES_BEFORE_SOURCE = 1;

/** @typedef {{ where: string, line: number, code: string | undefined, name: string | null }} Frame */
/**
 * Maps are read when an error needs them: most never do.
 * @typedef {{ title: string, lines: string[], maps: () => SourceMap[], isCell: boolean }} Script
 */

/**
 * Says where errors come from in the reader's terms: the line of a cell or of a module of the project. Everything
 * else (tslab, Node, packages) is left out, and what `error.stack` shows has no places at all, so that printing an
 * error gives the same text on every machine and in every engine.
 */
class Stacks {
  /** @type {WeakMap<object, Frame[]>} */
  #frames = new WeakMap();
  /** @type {Map<string, Script>} */
  #scripts = new Map();
  #root;
  current = "";

  /** @param {string} root */
  constructor(root) {
    this.#root = root;
  }

  install() {
    // Deep enough to reach the cell through the frames of modules and packages.
    Error.stackTraceLimit = 30;
    Error.prepareStackTrace = (error, sites) => {
      this.#frames.set(error, this.#framesOf(sites));
      return headerOf(error);
    };
  }

  /** @param {string} file @param {string} map @param {string} code */
  addModule(file, map, code) {
    const title = displayPath(this.#root, file);
    this.#add(file, { title, lines: code.split(/\r?\n/), maps: readOnce([map]), isCell: false });
  }

  /** @param {string} file @param {number} count @param {string[]} maps @param {string} code */
  addCell(file, count, maps, code) {
    this.current = file;
    this.#add(file, {
      ...scriptOfCell(maps),
      title: `cell [${count}]`,
      lines: code.split(/\r?\n/),
    });
  }

  /** @param {string} file @param {Script} script */
  #add(file, script) {
    this.#scripts.set(file, script);
  }

  /** @param {readonly NodeJS.CallSite[]} sites @returns {Frame[]} */
  #framesOf(sites) {
    return sites.flatMap((site) => {
      // What a page evaluates has a name only by its `sourceURL`.
      const file = site.getFileName() ?? site.getScriptNameOrSourceURL() ?? "";
      const script = this.#scripts.get(file);
      if (script === undefined) return [];
      const line = originalLine(script, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
      if (line === undefined) return [];
      const where = file === this.current ? "cell" : script.title;
      const name = site.isToplevel() && !site.getFunctionName() ? null : functionName(site);
      return [{ where, line, code: script.lines[line - 1], name }];
    });
  }

  /**
   * The lines of a traceback under the error's own text.
   * @param {unknown} error
   */
  places(error) {
    if (typeof error !== "object" || error === null) return [];
    void (/** @type {any} */ (error).stack);
    const frames = this.#frames.get(error) ?? [];
    const lines = frames.map(({ where, line, name }) => {
      const place = `${where} line ${line}`;
      return `    at ${name ? `${name} (${place})` : place}`;
    });
    const first = frames.find(({ where }) => where === "cell") ?? frames[0];
    // An anonymous function called on the line that contains it gives the same line twice.
    const places = lines.filter((line, i) => line !== lines[i - 1]);
    if (first?.code !== undefined) places.push(`> ${first.line} | ${first.code}`);
    return places;
  }
}

/** @param {NodeJS.CallSite} site */
function functionName(site) {
  const name = site.getFunctionName();
  // In what a page evaluates, a function without a name has this one.
  if (!name || name === "eval") return null;
  const type = site.isToplevel() ? null : site.getTypeName();
  if (site.isConstructor()) return `new ${name}`;
  return type && type !== "Object" && !name.includes(".") ? `${type}.${name}` : name;
}

/** What is needed to find a line of a cell. @param {readonly string[]} maps */
function scriptOfCell(maps) {
  return { maps: readOnce([...maps].reverse()), isCell: true };
}

/** @param {Pick<Script, "maps" | "isCell">} script @param {number} line @param {number} column */
function originalLine(script, line, column) {
  let row = line - 1 - (script.isCell ? LINES_BEFORE_CELL : 0);
  let at = column - 1;
  for (const map of script.maps()) {
    const entry = /** @type {any} */ (map.findEntry(row, at));
    if (entry.originalLine === undefined) return undefined;
    row = entry.originalLine;
    at = entry.originalColumn;
  }
  const number = row + 1 - (script.isCell ? LINES_BEFORE_SOURCE : 0);
  return number > 0 ? number : undefined;
}

/** @param {string[]} texts */
function readOnce(texts) {
  /** @type {SourceMap[] | undefined} */
  let maps;
  return () => (maps ??= texts.map((text) => new SourceMap(JSON.parse(text))));
}

/** @param {Error} error */
function headerOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

/**
 * Name, message and traceback of anything that can be thrown.
 * @param {Stacks} stacks @param {unknown} thrown
 */
function describeThrown(stacks, thrown) {
  if (!(thrown instanceof Error)) {
    const evalue = `${shown(thrown)} (thrown, but not an Error: it has no message and no stack)`;
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const ename = thrown.name === "Error" ? thrown.constructor?.name || "Error" : String(thrown.name);
  const evalue = String(thrown.message);
  const text = shown(thrown).replace(/^\[(.*?)\](?=$| \{)/s, "$1");
  return { ename, evalue, traceback: [text, ...stacks.places(thrown)] };
}

/** @param {unknown} value */
function shown(value) {
  try {
    return inspect(value);
  } catch (error) {
    return "a value that cannot be shown";
  }
}

module.exports = { Stacks, describeThrown, originalLine, scriptOfCell };
