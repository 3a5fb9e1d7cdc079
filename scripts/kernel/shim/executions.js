// @ts-check
"use strict";

/** How long after an error the requests that were already on their way may take to arrive. */
const ABORT_GRACE_MS = 50;

/** The queue of cells: one runs at a time; after an error those that already wait are aborted, later ones are not. */
class Executions {
  /** @type {import("./message.js").Message[]} */
  #waiting = [];
  #running = false;
  #count = 0;
  #executor;
  #sockets;
  #output;
  /** header of the request that runs or ran last: what is written later belongs under it */
  parent = {};

  /** @param {import("./executor.js").Executor} executor @param {import("./sockets.js").Sockets} sockets @param {import("./output.js").Output} output */
  constructor(executor, sockets, output) {
    this.#executor = executor;
    this.#sockets = sockets;
    this.#output = output;
  }

  /** @param {import("./message.js").Message} request */
  add(request) {
    this.#waiting.push(request);
    if (!this.#running) void this.#drain();
  }

  async #drain() {
    this.#running = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      await this.#serve(next);
    this.#running = false;
  }

  /** @param {import("./message.js").Message} request */
  async #serve(request) {
    const {
      code,
      silent = false,
      store_history: stored = true,
      stop_on_error: stops = true,
    } = request.content;
    this.parent = request.header;
    this.#output.muted = silent;
    this.#status("busy", request);
    if (!silent && stored) this.#count++;
    const count = this.#count;
    this.#output.publish("execute_input", { code, execution_count: count });
    const failure = await this.#execute(code, count);
    if (failure) this.#output.publish("error", failure);
    const aborted = failure && stops ? await this.#alreadyWaiting() : [];
    this.#executor.faults.end();
    this.#output.flush();
    const outcome = failure ? { status: "error", ...failure } : { status: "ok", payload: [] };
    const content = { ...outcome, execution_count: count, user_expressions: {} };
    this.#sockets.reply("shell", request, "execute_reply", content);
    this.#status("idle", request);
    this.#output.muted = false;
    for (const one of aborted) this.#abort(one);
  }

  /** @param {unknown} code @param {number} count */
  async #execute(code, count) {
    if (typeof code === "string") return this.#executor.execute(code, count);
    const evalue = `code must be a string, got ${typeof code}`;
    return { ename: "ProtocolError", evalue, traceback: [evalue] };
  }

  async #alreadyWaiting() {
    await new Promise((resolve) => setTimeout(resolve, ABORT_GRACE_MS));
    return this.#waiting.splice(0);
  }

  /** @param {import("./message.js").Message} request */
  #abort(request) {
    this.#status("busy", request);
    this.#sockets.reply("shell", request, "execute_reply", {
      status: "aborted",
      execution_count: this.#count,
    });
    this.#status("idle", request);
  }

  /** @param {string} state @param {import("./message.js").Message} request */
  #status(state, request) {
    this.#sockets.publish(request.header, "status", { execution_state: state });
  }
}

module.exports = { Executions };
