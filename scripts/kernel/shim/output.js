// @ts-check
"use strict";
const { StringDecoder } = require("node:string_decoder");

/** A person sees no difference above this rate, and each message costs more than its text. */
const MESSAGES_PER_WINDOW = 200;
const WINDOW_MS = 100;
const MERGED_CHARACTERS = 64 * 1024;

/**
 * What a cell writes, as messages in the order of writing. Each write is sent at once, so that output appears while a
 * loop blocks the thread; only a flood is merged.
 */
class Output {
  #send;
  /** @type {{ name: string, text: string } | undefined} */
  #merged;
  #windowStart = 0;
  #sentInWindow = 0;
  #scheduled = false;
  muted = false;

  /** @param {(type: string, content: any) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** From here on what the process writes goes to the front end. */
  capture() {
    for (const name of /** @type {const} */ (["stdout", "stderr"])) {
      const decoder = new StringDecoder("utf8");
      const write = (/** @type {any} */ chunk, /** @type {any[]} */ ...rest) => {
        const [encoding] = rest;
        const bytes = typeof chunk === "string" ? undefined : Buffer.from(chunk);
        const text = bytes ? decoder.write(bytes) : decodeText(chunk, encoding);
        if (text !== "") this.stream(name, text);
        const done = rest.find((argument) => typeof argument === "function");
        if (done) process.nextTick(done);
        return true;
      };
      process[name].write = write;
      // The kernel's own terminal, if it has one, says nothing about the reader's.
      Object.defineProperty(process[name], "isTTY", { value: false, configurable: true });
    }
  }

  /** @param {string} name @param {string} text */
  stream(name, text) {
    const now = performance.now();
    if (now - this.#windowStart > WINDOW_MS) {
      this.#windowStart = now;
      this.#sentInWindow = 0;
    }
    if (this.#merged && this.#merged.name !== name) this.flush();
    if (this.#merged) this.#merged.text += text;
    else this.#merged = { name, text };
    if (this.#sentInWindow < MESSAGES_PER_WINDOW || this.#merged.text.length > MERGED_CHARACTERS) {
      this.#sentInWindow++;
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  /** @param {string} type @param {any} content */
  publish(type, content) {
    this.flush();
    if (!this.muted) this.#send(type, content);
  }

  flush() {
    const merged = this.#merged;
    this.#merged = undefined;
    if (merged && !this.muted) this.#send("stream", merged);
  }
}

/** @param {string} text @param {unknown} encoding */
function decodeText(text, encoding) {
  const isText = typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
  return isText ? text : Buffer.from(text, /** @type {any} */ (encoding)).toString();
}

module.exports = { Output };
