/** The `process` that cells see: as much of Node's as makes sense without a system. */
import type { EventLoop } from "./event-loop.ts";
import { AsyncLocalStorage } from "./carrying.ts";
import { Listeners } from "./listeners.ts";

declare const nodeVersions: Readonly<Record<string, string>>;

export type Write = (name: "stdout" | "stderr", text: string) => void;

class Stream extends Listeners {
  readonly isTTY = false;
  readonly writable = true;
  readonly _writableState = { errorEmitted: false };
  readonly #write: (text: string) => void;
  readonly #later: (callback: () => void) => void;
  #decoder = new TextDecoder();

  constructor(write: (text: string) => void, later: (callback: () => void) => void) {
    super();
    this.#write = write;
    this.#later = later;
  }

  /** Text or bytes, and a function that is called when it is written. */
  write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (typeof chunk !== "string" && !ArrayBuffer.isView(chunk)) throw refusedChunk(chunk);
    const text = typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
    if (text !== "") this.#write(text);
    const done = rest.find((one): one is () => void => typeof one === "function");
    if (done) this.#later(done);
    return true;
  };
}

function refusedChunk(chunk: unknown): TypeError {
  const text = `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received type ${typeof chunk} (${String(chunk)})`;
  return Object.assign(new TypeError(text), { code: "ERR_INVALID_ARG_TYPE" });
}

/** The streams never change; the methods are bound as Node's are. */
export function createProcess(loop: EventLoop, write: Write, now: () => number): Process {
  const nextTick = (callback: (...values: unknown[]) => void, ...values: unknown[]): void => {
    if (typeof callback !== "function")
      throw new TypeError(
        `The "callback" argument must be of type function. Received ${typeof callback}`,
      );
    loop.nextTick(() => callback(...values));
  };
  const hrtime = (since?: readonly [number, number]): [number, number] => {
    const nanoseconds = Math.round(now() * 1e6) - (since ? since[0] * 1e9 + since[1] : 0);
    return [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9];
  };
  const own = {
    title: "node",
    version: `v${nodeVersions["node"]}`,
    versions: nodeVersions,
    platform: "browser",
    arch: "",
    pid: 1,
    argv: [],
    execArgv: [],
    env: { NO_COLOR: "1" },
    exitCode: undefined,
    stdout: new Stream((text) => write("stdout", text), nextTick),
    stderr: new Stream((text) => write("stderr", text), nextTick),
    nextTick,
    cwd: () => "/notebooks",
    uptime: () => now() / 1000,
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.round(now() * 1e6)) }),
    getBuiltinModule: (id: string) =>
      /^(node:)?async_hooks$/.test(id) ? { AsyncLocalStorage } : undefined,
    emitWarning: (warning: unknown) => void warning,
    exit: () => undefined,
  };
  const process = Object.assign(new Listeners(), own);
  Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
  return process;
}

export type Process = Listeners & {
  exit: unknown;
  readonly stdout: Stream;
  readonly stderr: Stream;
};
