// @ts-check
"use strict";
const util = require("node:util");

/** The same text on every machine: no colours, a fixed width. */
function fixFormatting() {
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = "1";
  Object.assign(util.inspect.defaultOptions, { colors: false, breakLength: 80 });
}

module.exports = { fixFormatting };
