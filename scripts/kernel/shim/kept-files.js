// @ts-check
"use strict";
const { stampOf } = require("./watching.js");

/**
 * Parsed files outlive the program they were parsed for. TypeScript drops a module as soon as a cell does not import
 * it, and a second converter would parse Node's types again.
 */
class KeptFiles {
  /** @type {Map<string, { stamp: string, file: any }>} */
  #files = new Map();
  /** @type {WeakSet<object>} */
  #hosts = new WeakSet();

  /** @param {any} host a compiler host */
  installOn(host) {
    if (this.#hosts.has(host)) return;
    this.#hosts.add(host);
    for (const method of ["getSourceFile", "getSourceFileByPath"]) {
      const parse = host[method].bind(host);
      host[method] = (/** @type {string} */ name, /** @type {any[]} */ ...rest) =>
        this.#get(name, () => parse(name, ...rest));
    }
  }

  /** @param {string} name @param {() => any} parse */
  #get(name, parse) {
    if (/\/(__tslab__\.[jt]sx?|__prev__\.d\.ts)$/.test(name)) return parse();
    // Installed packages do not change while a kernel runs.
    const stamp = name.includes("/node_modules/") ? "installed" : stampOf(name);
    const kept = this.#files.get(name);
    if (stamp !== "" && kept?.stamp === stamp) return kept.file;
    const file = parse();
    if (file && stamp !== "") this.#files.set(name, { stamp, file });
    return file;
  }
}

module.exports = { KeptFiles };
