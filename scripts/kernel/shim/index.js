// @ts-check
"use strict";
// tslab requires this package as its TypeScript. It gets the real one, with the members that decide how
// cells are compiled replaced, and its kernel mended when the first converter is created (see ../README.md).
const ts = require("typescript-for-tslab-5.0.4");
const { mend } = require("./install.js");

module.exports = mend(ts, /** @type {any} */ (module).parent?.filename);
