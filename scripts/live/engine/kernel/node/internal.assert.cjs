// @ts-check
"use strict";
// Required for itself, so that it cannot be an ES module.

/** @param {unknown} value @param {string} [message] */
function assert(value, message) {
  if (!value) throw new Error(message ?? "an internal assumption of Node's code does not hold");
}

module.exports = assert;
