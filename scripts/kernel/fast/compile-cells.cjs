// @ts-check
"use strict";
// The process of the one warm compiler of a build. It answers requests one after the other, and ends the processes of
// the lessons when the build is gone.

/**
 * @typedef {{ type: "open", lesson: number, cwd: string, sources: string[] }} Open
 * @typedef {{ type: "compile", lesson: number, index: number, source: string }} Compile
 * @typedef {{ type: "close", lesson: number } | { type: "end" }} Close
 * @typedef {{ type: "guard" | "release", pid: number }} Guard
 */

/** @type {Compile[]} */
const waiting = [];
/** @type {Set<number>} processes that must not outlive the build */
const guarded = new Set();
/** The compiler is loaded when it is needed: to guard the processes of cells that are known already, it is not. */
const compiling = () => require("./compiling.cjs");

/** @param {any} message */
function send(message) {
  process.send?.(message, undefined, undefined, () => {});
}

let isWorking = false;
/** One cell in each turn: what is asked meanwhile (to close, to guard) is heard in between. */
function work() {
  const next = waiting.shift();
  isWorking = next !== undefined;
  if (next === undefined) return;
  try {
    const { lesson, index } = next;
    const compiled = compiling().compile(next);
    if (compiled) send({ lesson, index, ...compiled });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ lesson: next.lesson, index: next.index, broken: text });
  }
  setImmediate(work);
}

/** @param {Open | Compile | Close | Guard} request */
function receive(request) {
  switch (request.type) {
    case "open":
      return compiling().open(request);
    case "compile":
      waiting.push(request);
      if (!isWorking) setImmediate(work);
      isWorking = true;
      return;
    case "close":
      return compiling().close(request);
    case "guard":
      guarded.add(request.pid);
      return;
    case "release":
      guarded.delete(request.pid);
      return;
    case "end":
      process.exit();
  }
}

process.on("message", receive);
process.on("disconnect", () => {
  for (const pid of guarded) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
  process.exit();
});
