// @ts-check
"use strict";
const inspector = require("node:inspector");
const vm = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");

const SEEN = 1;
const COMPILING = 2;
const PARENT_POLL_MS = 1000;
/** How long a thread that is not stuck may take to notice an interrupt. */
const NOTICE_MS = 200;
const { memory, parent } = workerData;
const firstParent = process.ppid;

/** @returns {boolean} */
function parentIsGone() {
  if (process.ppid !== firstParent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return /** @type {any} */ (error).code === "ESRCH";
  }
}

// Threads receive no signals, but a script that may be broken by SIGINT is broken in any thread.
const globals = /** @type {any} */ (globalThis);
globals.__sleep = () => Atomics.wait(memory, 0, 0, PARENT_POLL_MS);
globals.__interrupted = () => {
  try {
    vm.runInThisContext("__sleep()", { breakOnSigint: true });
  } catch {
    return true;
  }
  if (parentIsGone()) process.kill(process.pid, "SIGKILL");
  return false;
};

function watch() {
  try {
    // The outer script keeps the signal handler in place while the inner one is started again.
    vm.runInThisContext("while (!__interrupted());", { breakOnSigint: true });
  } catch {
    // Broken between two inner scripts: an interrupt all the same.
  }
  Atomics.store(memory, SEEN, 0);
  parentPort?.postMessage("interrupt");
  setTimeout(stopIfStuck, NOTICE_MS);
}

function stopIfStuck() {
  if (Atomics.load(memory, SEEN) === 1) return watch();
  if (Atomics.load(memory, COMPILING) === 1) return void setTimeout(stopIfStuck, NOTICE_MS);
  const session = new inspector.Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution");
  setTimeout(() => {
    session.disconnect();
    watch();
  }, NOTICE_MS);
}

setImmediate(watch);
