// @ts-check
"use strict";
const { createRequire } = require("node:module");
const path = require("node:path");
const { Executions } = require("./executions.js");
const { fixFormatting } = require("./formatting.js");
const { Guard } = require("./guard.js");
const { Output } = require("./output.js");
const { Sockets, report } = require("./sockets.js");
const { Requests } = require("./requests.js");

/** Stands in for tslab's JupyterHandlerImpl, which main.js creates to hand executor and language to the server. */
class Handler {
  /** @param {import("./executor.js").Executor} executor @param {boolean} isJs */
  constructor(executor, isJs) {
    this.executor = executor;
    this.isJs = isJs;
  }
}

/** Stands in for tslab's ZmqServer: the kernel's side of the Jupyter protocol. */
class Server {
  #tslab;
  #executor;
  #sockets;
  #output;
  #executions;
  #requests;
  #guard;

  /** @param {any} tslab @param {Handler} handler @param {string} configPath */
  constructor(tslab, handler, configPath) {
    this.#tslab = tslab;
    this.#executor = handler.executor;
    this.#sockets = new Sockets(configPath);
    this.#output = new Output((type, content) =>
      this.#sockets.publish(this.#executions.parent, type, content),
    );
    this.#executions = new Executions(handler.executor, this.#sockets, this.#output);
    this.#requests = new Requests(tslab, handler, (restart) => this.#shutdown(restart));
    this.#guard = new Guard(() => this.#executor.interrupt());
  }

  async init() {
    try {
      fixFormatting();
      this.#guard.start();
      this.#executor.compiling = (on) => this.#guard.compiling(on);
      this.#executor.faults.publish = (failure) => this.#output.publish("error", failure);
      this.#executor.install();
      this.#tslab.jupyter.lastWriteDisplayData = (
        /** @type {any} */ content,
        /** @type {boolean} */ update,
      ) => this.#output.publish(update ? "update_display_data" : "display_data", content);
      // Resolved from tslab: a global and a local one may each bring their own.
      const zmq = createRequire(path.join(this.#tslab.dist, "jupyter.js"))("zeromq");
      await this.#sockets.open(zmq, (channel, message) => this.#receive(channel, message));
      this.#output.capture();
      this.#sockets.publish({}, "status", { execution_state: "starting" });
    } catch (error) {
      report(`cannot start: ${error instanceof Error ? error.message : error}`);
      this.#executor.faults.exit(1);
    }
  }

  /** @param {"shell" | "control"} channel @param {import("./message.js").Message} request */
  #receive(channel, request) {
    const type = request.header.msg_type;
    if (type === "execute_request") return this.#executions.add(request);
    this.#sockets.publish(request.header, "status", { execution_state: "busy" });
    const reply = this.#requests.answer(type, request.content);
    if (reply) {
      this.#sockets.reply(channel, request, type.replace(/_request$/, "_reply"), reply);
      if (type === "shutdown_request")
        this.#sockets.publish(request.header, "shutdown_reply", reply);
    }
    this.#sockets.publish(request.header, "status", { execution_state: "idle" });
  }

  /** @param {boolean} _restart the front end starts the new kernel itself */
  #shutdown(_restart) {
    // The answer is sent first, by the call that led here.
    setImmediate(() => {
      this.close();
      this.#executor.faults.exit(0);
    });
  }

  close() {
    this.#output.flush();
    this.#guard.stop();
    this.#executor.close();
    this.#sockets.close();
  }
}

module.exports = { Handler, Server };
