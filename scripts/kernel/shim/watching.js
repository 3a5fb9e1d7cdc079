// @ts-check
"use strict";
const fs = require("node:fs");

/**
 * Stands in for TypeScript's file watchers. Watching needs no timers and no handles here: every file is looked at
 * just before a cell is compiled, so that an edit saved before the run is always seen.
 */
class Watching {
  /** @type {Set<{ file: string, stamp: string, changed: Function }>} */
  #files = new Set();
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

  /** Reports what changed since the last call; true when a file appeared or disappeared. */
  poll() {
    let moved = false;
    for (const entry of [...this.#files]) {
      const stamp = stampOf(entry.file);
      if (stamp === entry.stamp) continue;
      const kind = this.#ts.FileWatcherEventKind;
      const event = stamp === "" ? kind.Deleted : entry.stamp === "" ? kind.Created : kind.Changed;
      moved ||= event !== kind.Changed;
      entry.stamp = stamp;
      entry.changed(entry.file, event);
    }
    return moved;
  }
}

/** @param {string} file */
function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "";
}

module.exports = { Watching, stampOf };
