import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { isForUs, refusalOf, type Door } from "./admission.ts";
import { KernelSession } from "./kernel-session.ts";
import { kernelAddress, kernelProtocol } from "./messages.ts";
import { withKernel } from "./served-page.ts";

/** More than any cell's text. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Lets the pages of a server, and no others, run their cells on kernels of this computer: one for each open page. */
export class KernelBridge {
  readonly #server: Server;
  readonly #root: string;
  readonly #token: string;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: () => kernelProtocol,
  });
  readonly #sessions = new Set<KernelSession>();

  /** `root`: the project whose cells run; `token`: default a new random one. */
  constructor(server: Server, root: string, token = randomBytes(32).toString("base64url")) {
    this.#server = server;
    this.#root = root;
    this.#token = token;
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#admit(request, socket, head);
    });
  }

  /** What a browser must know to connect. */
  get token(): string {
    return this.#token;
  }

  /** Whether a request for a page or a file may be answered. */
  admits({ headers }: IncomingMessage): boolean {
    return isForUs(headers, this.#door);
  }

  /** The server's copy of a page: it may connect to the kernel. */
  page(html: string): string {
    return withKernel(html, this.#door.port);
  }

  /** Resolves when all kernels are gone. */
  async close(): Promise<void> {
    this.#sockets.close();
    await Promise.all([...this.#sessions].map(async (session) => await session.close()));
  }

  get #door(): Door {
    return { port: (this.#server.address() as AddressInfo).port, token: this.#token };
  }

  #admit(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isKernels = new URL(request.url ?? "/", "http://localhost").pathname === kernelAddress;
    const refusal = isKernels ? refusalOf(request.headers, this.#door) : "there is nothing here";
    if (refusal !== undefined) {
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusal}\n`,
      );
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      const session = new KernelSession(opened, this.#root);
      this.#sessions.add(session);
      opened.once("close", () => void session.close().then(() => this.#sessions.delete(session)));
    });
  }
}
