import type { Done } from "../protocol.ts";
import { knownToken } from "./token.ts";
import { kernelAddress, kernelProtocol, type FromKernel, type ToKernel } from "./messages.ts";

type Hear = (message: FromKernel & { readonly type: "outputs" }) => void;
type Ran = Omit<FromKernel & { readonly type: "done" }, "type">;

/** The page's end of the line to the kernel. What waits for an answer when the line breaks is told that nothing comes. */
export class Connection {
  readonly #socket: WebSocket;
  #done: ((ran: Ran | undefined) => void) | undefined;
  #restarted: (() => void)[] = [];
  #rests: ((text: string | undefined) => void)[] = [];

  private constructor(socket: WebSocket, hear: Hear, closed: () => void) {
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>): void =>
      this.#receive(JSON.parse(data) as FromKernel, hear);
    socket.onclose = (): void => {
      closed();
      this.#done?.(undefined);
      for (const answer of [...this.#restarted, ...this.#rests]) answer(undefined);
    };
  }

  /** Rejects when the server is gone, or does not know this page's token. */
  static async open(hear: Hear, closed: () => void): Promise<Connection> {
    const token = knownToken();
    if (token === undefined)
      throw new Error(
        "this browser does not know the kernel's token: open the address that npm start -- --kernel said",
      );
    const socket = new WebSocket(`ws://${location.host}${kernelAddress}`, [kernelProtocol, token]);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = (): void => resolve();
      socket.onerror = (): void =>
        reject(
          new Error(
            "the local kernel cannot be reached: if npm start -- --kernel runs, open the address that it said, else start it",
          ),
        );
    });
    return new Connection(socket, hear, closed);
  }

  /** Resolves when the cell is done; undefined when the line broke. */
  async run(
    code: string,
    folder: string,
  ): Promise<{ status: Done["status"]; count?: number } | undefined> {
    return await new Promise((resolve) => {
      this.#done = resolve;
      this.#send({ type: "run", code, folder });
    });
  }

  interrupt(): void {
    this.#send({ type: "interrupt" });
  }

  /** Resolves when the old kernel is gone. The next cell starts another. */
  async restart(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#restarted.push(resolve);
      this.#send({ type: "restart" });
    });
  }

  async rest(): Promise<string | undefined> {
    return await new Promise((resolve) => {
      this.#rests.push(resolve);
      this.#send({ type: "rest" });
    });
  }

  close(): void {
    this.#socket.close();
  }

  #send(message: ToKernel): void {
    this.#socket.send(JSON.stringify(message));
  }

  #receive(message: FromKernel, hear: Hear): void {
    if (message.type === "outputs") return hear(message);
    if (message.type === "rest") return this.#rests.shift()?.(message.text);
    if (message.type === "restarted") return this.#restarted.shift()?.();
    const done = this.#done;
    this.#done = undefined;
    done?.(message);
  }
}
