// @ts-check
"use strict";
// The process in which the compiled cells of one lesson run: as in the kernel, without compiler, sockets and threads.
const fs = require("node:fs");
const { Socket } = require("node:net");
const path = require("node:path");
const { compiledModule } = require("../shim/compiled-module.js");
const { Faults } = require("../shim/faults.js");
const { fixFormatting } = require("../shim/formatting.js");
const { Modules } = require("../shim/modules.js");
const { Output } = require("../shim/output.js");
const { lineOf, readMessages } = require("./lines.cjs");
const { findProjectRoot } = require("../shim/project.js");
const { Runner } = require("../shim/runner.js");
const { Stacks } = require("../shim/stacks.js");
const { Steps } = require("../shim/steps.js");
const { Threads } = require("../shim/threads.js");

const ANSWERS = 3;
const REQUESTS = 4;
/** A busy machine takes its time; where nothing is read or written, nothing is waited for. */
const SETTLE_MS = 1_000;

/** @type {Map<string, import("../shim/compiled-module.js").CompiledModule>} */
const compiled = new Map();
const stacks = new Stacks(findProjectRoot(process.cwd()));
const faults = new Faults(stacks);
const output = new Output(send);
const modules = new Modules(moduleOf, stacks, publicApi);
const steps = new Steps((run) => send("steps", run));
const threads = new Threads();
const runner = new Runner(stacks, faults, modules, process.cwd(), steps);

/** Written at once: also what a loop prints that never ends is seen, and it waits when nobody reads. @param {string} type @param {any} content */
function send(type, content) {
  let rest = Buffer.from(lineOf({ type, content }));
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(ANSWERS, rest));
    } catch (error) {
      if (/** @type {any} */ (error).code !== "EAGAIN") return faults.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** A module that was not foreseen (its name was computed) is compiled here, as in the kernel. @param {string} file */
function moduleOf(file) {
  return compiled.get(file) ?? compiledModule(require("typescript-for-tslab-5.0.4"), file);
}

/** tslab's own module, with what it displays sent to us, and without the compiler it only takes a version from. */
function publicApi() {
  const dist = path.dirname(require.resolve("tslab/dist/public.js"));
  const version = require("typescript-for-tslab-5.0.4/package.json").version;
  const shim = require.resolve("@tslab/typescript-for-tslab");
  const lastWriteDisplayData = (/** @type {any} */ content, /** @type {boolean} */ update) =>
    output.publish(update ? "update_display_data" : "display_data", content);
  provide(path.join(dist, "jupyter.js"), { lastWriteDisplayData });
  if (!require.cache[shim]) provide(shim, { __esModule: true, version });
  return require(path.join(dist, "public.js"));
}

/** @param {string} file @param {any} exports */
function provide(file, exports) {
  require.cache[file] = /** @type {any} */ ({ id: file, filename: file, loaded: true, exports });
}

/** @param {{ cell: import("../shim/cell-compiler.js").CompiledCell, source: string, count: number }} request */
async function run({ cell, source, count }) {
  const failure = await attempt(cell, source, count);
  if (failure) output.publish("error", failure);
  faults.end();
  output.flush();
  send("done", { status: failure ? "error" : "ok", execution_count: count });
}

/** @param {import("../shim/cell-compiler.js").CompiledCell} cell @param {string} source @param {number} count */
async function attempt(cell, source, count) {
  try {
    if (cell.id !== undefined) steps.install();
    const ready = runner.prepare(cell, source, count);
    if (ready !== undefined) await runner.run(ready);
    return cell.failure;
  } catch (error) {
    return faults.describe(error);
  }
}

/** @param {any} request */
function receive(request) {
  switch (request.type) {
    case "modules":
      for (const [file, module] of request.modules) compiled.set(path.normalize(file), module);
      return;
    case "run":
      return void run(request);
    case "open":
      return void tellOpen();
    case "end":
      return void leave();
  }
}

async function tellOpen() {
  await settled();
  send("open", { open: [...process.getActiveResourcesInfo(), ...threads.open()] });
}

/** What a cell still reads or writes ends now, if it ends soon: what is printed then is the cell's own. */
async function settled() {
  const end = performance.now() + SETTLE_MS;
  const isBusy = () => process.getActiveResourcesInfo().some((name) => /Req/.test(name));
  do await new Promise((turned) => setImmediate(turned));
  while (isBusy() && performance.now() < end);
  output.flush();
}

async function leave() {
  await settled();
  faults.exit(0);
}

fixFormatting();
faults.publish = (/** @type {import("../shim/runner.js").Failure} */ failure) =>
  output.publish("error", failure);
stacks.install();
faults.install();
output.capture();
threads.install();
const requests = new Socket({ fd: REQUESTS, readable: true, writable: false });
readMessages(requests, receive);
// The build is gone.
requests.on("close", () => faults.exit(0));
