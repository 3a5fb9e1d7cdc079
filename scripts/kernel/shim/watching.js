// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * Stands in for TypeScript's file watchers. Watching needs no timers and no handles here: every file is looked at
 * just before a cell is compiled, so that an edit saved before the run is always seen.
 */
class Watching {
  /** @type {Set<{ file: string, stamp: string, changed: Function }>} */
  #files = new Set();
  /** @type {Set<{ directory: string, changed: Function }>} */
  #directories = new Set();
  #ts;

  /** @param {any} ts */
  constructor(ts) {
    this.#ts = ts;
  }

  /** @param {string} file @param {Function} changed */
  watchFile(file, changed) {
    const entry = { file, stamp: stampOf(file), changed };
    // Installed packages do not change while a kernel runs, and there are hundreds of their files.
    if (file.includes("/node_modules/")) return { close() {} };
    this.#files.add(entry);
    return { close: () => void this.#files.delete(entry) };
  }

  /** @param {string} directory @param {Function} changed */
  watchDirectory(directory, changed) {
    const entry = { directory, changed };
    this.#directories.add(entry);
    return { close: () => void this.#directories.delete(entry) };
  }

  /**
   * Reports what changed since the last call. `missing` are imports that did not resolve then.
   * @param {{ from: string, specifier: string }[]} missing
   */
  poll(missing) {
    for (const entry of [...this.#files]) {
      const stamp = stampOf(entry.file);
      if (stamp === entry.stamp) continue;
      const kind = this.#ts.FileWatcherEventKind;
      const event = stamp === "" ? kind.Deleted : entry.stamp === "" ? kind.Created : kind.Changed;
      entry.stamp = stamp;
      entry.changed(entry.file, event);
    }
    for (const file of missing.flatMap(candidates)) this.#created(file);
  }

  /** @param {string} file */
  #created(file) {
    if (!fs.existsSync(file)) return;
    for (const { directory, changed } of [...this.#directories]) {
      if (file.startsWith(`${directory}/`)) changed(file);
    }
  }
}

/** @param {{ from: string, specifier: string }} missing */
function candidates({ from, specifier }) {
  if (!specifier.startsWith(".")) return [];
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}/index.ts`, `${base}.json`, `${base}.d.ts`];
}

/** @param {string} file */
function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "";
}

module.exports = { Watching, stampOf };
