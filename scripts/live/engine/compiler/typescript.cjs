// @ts-check
"use strict";
// What tslab's converter gets as its TypeScript: as in the kernel, the real one with the mended members.
const ts = require("typescript-for-tslab-5.0.4");
const { compiledBy } = require("../../../kernel/shim/compiled-by.js");
const { Compiler } = require("../../../kernel/shim/compiler.js");
const { system } = require("./system.ts");

/** @type {any} */ (ts).setSys(system);
const compiler = new Compiler(ts);
const mended = compiledBy(ts, compiler, () => {});

exports.compiler = compiler;
exports.real = /** @type {any} */ (ts);
Object.assign(exports, mended);
