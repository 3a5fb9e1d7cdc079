// @ts-check
"use strict";
const inspector = require("node:inspector");
const vm = require("node:vm");
const { parentPort, workerData } = require("node:worker_threads");

const SEEN = 1;
const COMPILING = 2;
const PARENT_POLL_MS = 1000;
/** How long a thread that is not stuck may take to notice an interrupt. */
const NOTICE_MS = 300;
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

function interrupt() {
  Atomics.store(memory, SEEN, 0);
  parentPort?.postMessage("interrupt");
  // All of it, whatever further interrupts come: a thread that is cut off though it is not stuck loses its work.
  for (const end = performance.now() + NOTICE_MS; performance.now() < end || isCompiling(); ) {
    sleep(NOTICE_MS / 10);
    if (Atomics.load(memory, SEEN) === 1) return;
  }
  const session = new inspector.Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution");
  sleep(NOTICE_MS);
  session.disconnect();
}

globals.__watch = () => {
  for (;;) {
    if (sleep(PARENT_POLL_MS)) interrupt();
    else if (parentIsGone()) process.kill(process.pid, "SIGKILL");
  }
};

// The outer script keeps the signal handled between two sleeps: unhandled, a second SIGINT would end the process.
for (;;) {
  try {
    vm.runInThisContext("__watch()", { breakOnSigint: true });
  } catch {
    interrupt();
  }
}
