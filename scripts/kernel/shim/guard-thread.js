// @ts-check
"use strict";
const inspector = require("node:inspector");
const vm = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");

const SEEN = 1;
const COMPILING = 2;
const HANDLING = 3;
const PARENT_POLL_MS = 1000;
/** How long a thread that is not stuck may take to notice an interrupt. */
const NOTICE_MS = 500;
const STEP_MS = 20;
const { memory, parent } = workerData;
const firstParent = process.ppid;
const globals = /** @type {any} */ (globalThis);

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

/**
 * Threads receive no signals, but a script that SIGINT may break is broken in any thread.
 * @param {number} ms @returns {boolean} whether SIGINT ended the sleep
 */
function sleep(ms) {
  globals.__sleep = () => Atomics.wait(memory, 0, 0, ms);
  try {
    vm.runInThisContext("__sleep()", { breakOnSigint: true });
    return false;
  } catch {
    return true;
  }
}

const isCompiling = () => Atomics.load(memory, COMPILING) === 1;
const isSeen = () => Atomics.load(memory, SEEN) === 1;

function interrupt() {
  Atomics.store(memory, SEEN, 0);
  parentPort?.postMessage("interrupt");
  const end = performance.now() + NOTICE_MS;
  while (performance.now() < end || isCompiling()) {
    sleep(STEP_MS);
    if (isSeen()) return;
  }
  cutOff();
}

function cutOff() {
  const session = new inspector.Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution");
  for (let i = 0; i < NOTICE_MS / STEP_MS && !isSeen(); i++) sleep(STEP_MS);
  session.disconnect();
}

for (;;) {
  if (sleep(PARENT_POLL_MS)) {
    // A second SIGINT, whichever thread gets it, counts as the first: cutting off twice would hit the next cell.
    if (Atomics.compareExchange(memory, HANDLING, 0, 1) !== 0) continue;
    interrupt();
    Atomics.store(memory, HANDLING, 0);
  } else if (parentIsGone()) {
    process.kill(process.pid, "SIGKILL");
  }
}
