// @ts-check
"use strict";
const fs = require("node:fs");
const { decode, encode } = require("./message.js");

const CHANNELS = /** @type {const} */ (["shell", "control", "iopub", "stdin", "hb"]);

/** The five sockets of a kernel. */
class Sockets {
  /** @type {any} */
  #sockets = {};
  #connection;
  #closed = false;

  /** @param {string} connectionFile */
  constructor(connectionFile) {
    this.#connection = JSON.parse(fs.readFileSync(connectionFile, "utf8"));
    const scheme = this.#connection.signature_scheme ?? "hmac-sha256";
    if (scheme !== "hmac-sha256")
      throw new Error(`signature_scheme must be hmac-sha256, got ${scheme}`);
  }

  /**
   * Binds all sockets, and only then reads: a socket read while it binds may stay deaf.
   * @param {any} zmq @param {(channel: "shell" | "control", message: import("./message.js").Message) => void} receive
   */
  async open(zmq, receive) {
    const { Publisher, Router, Reply } = zmq;
    this.#sockets = {
      shell: new Router(),
      control: new Router(),
      stdin: new Router(),
      iopub: new Publisher(),
      hb: new Reply(),
    };
    for (const socket of [this.#sockets.shell, this.#sockets.control, this.#sockets.iopub]) {
      // Send at once and never refuse: otherwise zeromq.js drops what is written while it waits.
      socket.sendTimeout = 0;
      socket.sendHighWaterMark = 0;
      socket.linger = 1000;
    }
    const { transport, ip } = this.#connection;
    const separator = transport === "ipc" ? "-" : ":";
    for (const channel of CHANNELS) {
      const port = this.#connection[`${channel}_port`];
      await this.#sockets[channel].bind(`${transport}://${ip}${separator}${port}`);
    }
    for (const channel of /** @type {const} */ (["shell", "control"]))
      void this.#read(channel, receive);
    void this.#echo();
  }

  /** @param {"shell" | "control"} channel @param {Function} receive */
  async #read(channel, receive) {
    while (!this.#closed) {
      try {
        const frames = await this.#sockets[channel].receive();
        receive(channel, decode(this.#connection.key ?? "", frames));
      } catch (error) {
        if (!this.#closed) report(`a message on ${channel} was dropped: ${error}`);
      }
    }
  }

  async #echo() {
    try {
      while (!this.#closed) await this.#sockets.hb.send(await this.#sockets.hb.receive());
    } catch (error) {
      if (!this.#closed) report(`the heartbeat stopped: ${error}`);
    }
  }

  /** @param {"shell" | "control"} channel @param {import("./message.js").Message} request @param {string} type @param {any} content */
  reply(channel, request, type, content) {
    this.#send(channel, type, request.header, content, request.identities);
  }

  /** @param {any} parent header of the request it belongs to @param {string} type @param {any} content */
  publish(parent, type, content) {
    this.#send("iopub", type, parent, content, [`kernel.${type}`]);
  }

  /** @param {string} channel @param {string} type @param {any} parent @param {any} content @param {(Buffer | string)[]} identities */
  #send(channel, type, parent, content, identities) {
    if (this.#closed) return;
    const frames = encode(this.#connection.key ?? "", type, parent, content, identities);
    this.#sockets[channel].send(frames).catch((/** @type {unknown} */ error) => {
      report(`a ${type} message was lost: ${error}`);
    });
  }

  close() {
    this.#closed = true;
    for (const channel of CHANNELS) this.#sockets[channel]?.close();
  }
}

/** To the terminal of the kernel, not to the notebook. @param {string} text */
function report(text) {
  try {
    fs.writeSync(2, `interleave kernel: ${text}\n`);
  } catch {
    // Nobody listens.
  }
}

module.exports = { Sockets, report };
