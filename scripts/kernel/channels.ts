import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import type { Connection } from "./connection.ts";
import { decode, encode, requestHeader, type Header, type Message } from "./wire.ts";

export type Content = Record<string, unknown>;

export interface Listener {
  /** Something was published: a status, an output. */
  published(message: Message): void;
  /** A socket or a message is broken. */
  failed(error: Error): void;
}

/** The client's ends of a kernel's sockets. */
export class Channels {
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #sockets = { shell: new Dealer({ linger: 0 }), control: new Dealer({ linger: 0 }) };
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #replies = new Map<string, (content: Content) => void>();
  readonly #listener: Listener;
  #closed = false;

  constructor(connection: Connection, listener: Listener) {
    this.#key = connection.key;
    this.#listener = listener;
    for (const name of ["shell", "control"] as const) {
      this.#sockets[name].connect(connection.address(name));
      void this.#read(this.#sockets[name], (message) => this.#reply(message));
    }
    this.#iopub.connect(connection.address("iopub"));
    this.#iopub.subscribe();
    void this.#read(this.#iopub, (message) => listener.published(message));
  }

  header(type: string): Header {
    return requestHeader(type, this.#session);
  }

  /** Sends a request; `replied` is called with the content of the reply. */
  async send(
    channel: "shell" | "control",
    header: Header,
    content: Content,
    replied: (content: Content) => void,
  ): Promise<void> {
    this.#replies.set(header.msg_id, replied);
    await this.#sockets[channel].send(encode(this.#key, header, content));
  }

  close(): void {
    this.#closed = true;
    for (const socket of [this.#sockets.shell, this.#sockets.control, this.#iopub]) socket.close();
  }

  async #read(socket: Dealer | Subscriber, receive: (message: Message) => void): Promise<void> {
    try {
      for await (const frames of socket) receive(decode(this.#key, frames));
    } catch (error) {
      if (!this.#closed) this.#listener.failed(error as Error);
    }
  }

  #reply({ parent, content }: Message): void {
    const id = parent.msg_id ?? "";
    const replied = this.#replies.get(id);
    this.#replies.delete(id);
    replied?.(content);
  }
}
