import { spawn, type ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

import { MemoryLimit, watchMemory } from "./memory.ts";

/** How much of what the kernel writes to its own terminal is kept for the report of its death. */
const KEPT_CHARACTERS = 4_000;

/** How long a process that takes too much memory may say where it is. */
const WORDS_MS = 300;

/** The kernel's process is gone though nobody asked it to leave. */
export class KernelDied extends Error {
  override name = "KernelDied";
}

const living = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Pipes beside those of its terminal, from number 3 on. Default: none. */
  readonly pipes?: number;
  /** It is ended when it holds more than this, in megabytes. Default: no limit. */
  readonly residentMb?: number;
  /** Whether it says where it is when it is interrupted: then it is asked to, before it is ended for its memory. */
  readonly tellsWhere?: boolean;
  /** Whether a Ctrl-C on our terminal leaves it alone. Default: no. */
  readonly detached?: boolean;
}

/** The process a kernel runs in; it never outlives this one. */
export class Child {
  /** Settles with the reason once the process is gone. */
  readonly died: Promise<KernelDied | MemoryLimit>;
  #process: ChildProcess;
  #written = "";
  #exceeded = false;

  constructor(
    argv: readonly string[],
    { cwd, env, pipes = 0, detached, residentMb = Infinity, tellsWhere }: ChildOptions,
  ) {
    const [command, ...args] = argv;
    if (command === undefined) throw new RangeError("argv must name a command, got an empty list");
    this.#process = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe", ...new Array<"pipe">(pipes).fill("pipe")],
      detached: detached ?? false,
      windowsHide: true,
    });
    living.add(this.#process);
    this.#process.stdout?.on("data", (data: Buffer) => this.#keep(data));
    this.#process.stderr?.on("data", (data: Buffer) => this.#keep(data));
    const unwatch = this.#limitTo(residentMb, tellsWhere ? WORDS_MS : 0);
    this.died = new Promise((resolve) => {
      this.#process.once("error", (error) =>
        resolve(this.#deathReport(`cannot start: ${error.message}`)),
      );
      this.#process.once("close", (code, signal) => {
        living.delete(this.#process);
        unwatch();
        resolve(
          this.#deathReport(
            signal === null ? `exited with code ${code}` : `was ended by ${signal}`,
          ),
        );
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What it wrote last to its terminal. */
  get written(): string {
    return this.#written;
  }

  /** One of the pipes that were asked for. */
  pipe(number: number): Readable & Writable {
    return this.#process.stdio[number] as Readable & Writable;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Gives a function that lifts the limit. */
  #limitTo(megabytes: number, wordsMs: number): () => void {
    const { pid } = this.#process;
    if (pid === undefined || megabytes === Infinity) return () => undefined;
    return watchMemory(pid, megabytes, () => {
      this.#exceeded = true;
      if (wordsMs > 0) this.signal("SIGINT");
      setTimeout(() => this.signal("SIGKILL"), wordsMs).unref();
    });
  }

  #keep(data: Buffer): void {
    this.#written = (this.#written + data.toString()).slice(-KEPT_CHARACTERS);
  }

  #deathReport(what: string): KernelDied | MemoryLimit {
    if (this.#exceeded || this.#written.includes("heap out of memory")) {
      return new MemoryLimit("the kernel ran out of memory");
    }
    const lines = this.#written.trim();
    return new KernelDied(`the kernel ${what}${lines === "" ? "" : `; it wrote last:\n${lines}`}`);
  }
}
