// @ts-check
"use strict";
// What our kernelspec runs: node launch.js <connection file>. It needs no tsx and works from any directory.
const [connectionFile] = process.argv.slice(2);
if (connectionFile === undefined) {
  process.stderr.write("usage: node launch.js <connection file>\n");
  process.exit(1);
}
// The tslab beside this file, not one found from the current directory: it is the one the shim mends.
const { startKernel } = /** @type {any} */ (require("tslab/dist/main.js"));
startKernel({ configPath: connectionFile, enableFindLocal: false });
