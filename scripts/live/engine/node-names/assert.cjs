// @ts-check
"use strict";
// In the place of Node's: what the mended parts of tslab assume.

/** @param {unknown} value @param {string} [message] */
function ok(value, message) {
  if (!value) throw new Error(message ?? "an assumption about tslab or TypeScript does not hold");
}

/** @param {unknown} given @param {unknown} expected @param {string} [message] */
function strictEqual(given, expected, message) {
  ok(
    Object.is(given, expected),
    message ?? `${String(expected)} was expected, not ${String(given)}`,
  );
}

module.exports = Object.assign(ok, { ok, strictEqual });
