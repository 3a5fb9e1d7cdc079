// @ts-check
"use strict";
const { report } = require("./sockets.js");

/** The requests that are answered at once, also while a cell awaits something. */
class Requests {
  #tslab;
  #executor;
  #isJs;
  #shutdown;

  /** @param {any} tslab @param {import("./server.js").Handler} handler @param {(restart: boolean) => void} shutdown */
  constructor(tslab, handler, shutdown) {
    this.#tslab = tslab;
    this.#executor = handler.executor;
    this.#isJs = handler.isJs;
    this.#shutdown = shutdown;
  }

  /** The content of the reply, or undefined where the protocol has none. @param {string} type @param {any} content */
  answer(type, content) {
    try {
      return this.#answer(type, content);
    } catch (error) {
      const { name: ename, message: evalue } =
        error instanceof Error ? error : { name: "Error", message: String(error) };
      return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
    }
  }

  /** @param {string} type @param {any} content @returns {any} */
  #answer(type, content) {
    switch (type) {
      case "kernel_info_request":
        return this.#kernelInfo();
      case "is_complete_request":
        return this.#isComplete(text(content.code));
      case "inspect_request":
        return this.#inspect(text(content.code), content.cursor_pos);
      case "complete_request":
        return this.#complete(text(content.code), content.cursor_pos);
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      case "interrupt_request":
        this.#executor.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        this.#shutdown(content.restart === true);
        return { status: "ok", restart: content.restart === true };
      default:
        if (!/^comm_/.test(type))
          report(`a message of unknown type ${JSON.stringify(type)} was ignored`);
        return undefined;
    }
  }

  #kernelInfo() {
    const name = this.#isJs ? "javascript" : "typescript";
    const language = {
      name,
      version: require("typescript-for-tslab-5.0.4").version,
      mimetype: `text/${name}`,
      file_extension: this.#isJs ? ".js" : ".ts",
    };
    // Both notebook generations read this to highlight TypeScript.
    const mode = { mode: "typescript", name: "javascript", typescript: true };
    return {
      status: "ok",
      protocol_version: "5.3",
      implementation: this.#isJs ? "jslab" : "tslab",
      implementation_version: "1.0.22",
      language_info: this.#isJs ? language : { ...language, codemirror_mode: mode },
      banner: this.#isJs ? "JavaScript" : "TypeScript",
      help_links: [],
    };
  }

  /** @param {string} code */
  #isComplete(code) {
    const { completed, indent } = this.#tslab.converter.isCompleteCode(code);
    return completed ? { status: "complete" } : { status: "incomplete", indent };
  }

  /** @param {string} code @param {unknown} cursor */
  #inspect(code, cursor) {
    const info = this.#executor.inspect(code, toUnits(code, cursor));
    if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
    const data = { "text/plain": this.#tslab.inspect.printQuickInfo(info) };
    return { status: "ok", found: true, data, metadata: {} };
  }

  /** @param {string} code @param {unknown} cursor */
  #complete(code, cursor) {
    const info = this.#executor.complete(code, toUnits(code, cursor));
    return {
      status: "ok",
      matches: info.candidates,
      cursor_start: toCharacters(code, info.start),
      cursor_end: toCharacters(code, info.end),
      metadata: {},
    };
  }
}

/** @param {unknown} code */
function text(code) {
  if (typeof code !== "string") throw new TypeError(`code must be a string, got ${typeof code}`);
  return code;
}

/** Jupyter counts characters, TypeScript UTF-16 units. @param {string} code @param {unknown} cursor */
function toUnits(code, cursor) {
  if (typeof cursor !== "number") return code.length;
  return Array.from(code).slice(0, Math.max(0, cursor)).join("").length;
}

/** @param {string} code @param {number} units */
function toCharacters(code, units) {
  return Array.from(code.slice(0, units)).length;
}

module.exports = { Requests };
