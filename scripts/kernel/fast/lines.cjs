// @ts-check
"use strict";

/**
 * Calls `receive` with each line of JSON that a stream brings. (Node's readline also splits at U+2028, which JSON may hold.)
 * @param {NodeJS.ReadableStream} stream @param {(message: any) => void} receive
 */
function readMessages(stream, receive) {
  /** @type {string[]} */
  let parts = [];
  stream.setEncoding("utf8");
  stream.on("data", (/** @type {unknown} */ text) => {
    const [end = "", ...lines] = String(text).split("\n");
    parts.push(end);
    for (const line of lines) {
      const whole = parts.join("");
      parts = [line];
      receive(JSON.parse(whole));
    }
  });
}

/** A message as a line. @param {any} message */
function lineOf(message) {
  return `${JSON.stringify(message)}\n`;
}

module.exports = { lineOf, readMessages };
