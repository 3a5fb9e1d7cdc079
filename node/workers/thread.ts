import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type Transferable, Worker } from "node:worker_threads";
import type * as tasks from "./tasks.ts";
import type { Answer, Request } from "./thread-main.ts";

/** The tasks that a thread can do, by name. */
export type Tasks = typeof tasks;

/** What a task is given. */
export type Input<Name extends keyof Tasks> = Parameters<Tasks[Name]>[0];

/** What a task gives. */
export type Output<Name extends keyof Tasks> = ReturnType<Tasks[Name]>;

/** A thread that has ended before its task had. */
export class ThreadDied extends Error {
  override readonly name = "ThreadDied";
}

/** A new thread knows no TypeScript. This tells it, whoever starts it: the kernel, plain Node or tsx. */
const execArgv = ["--require", createRequire(import.meta.url).resolve("tsx/cjs")];

/** The functions that threads can do, as other pools want to be told of them: `new Piscina(threadFile)`. */
export const threadFile = {
  filename: fileURLToPath(new URL("tasks.ts", import.meta.url)),
  execArgv,
};

const main = fileURLToPath(new URL("thread-main.ts", import.meta.url));
const start = 'require(require("node:worker_threads").workerData)';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread of its own, with an event loop of its own and memory of its own. It does one task at a time. */
export class Thread {
  /** Settles when the thread has started and loaded what it needs; rejects with ThreadDied if it cannot. */
  readonly ready: Promise<void>;
  /** Whether it can still do something. */
  isAlive = true;
  readonly #worker = new Worker(start, { eval: true, execArgv, workerData: main });
  #waiting: Waiting | undefined;
  #cause: unknown;

  constructor() {
    this.ready = new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
    this.ready.catch(() => undefined); // whoever gives it a task hears of it there
    this.#worker.on("message", (answer: Answer) => this.#hear(answer));
    this.#worker.on("error", (error) => (this.#cause = error));
    this.#worker.on("exit", (code) => this.#died(code));
  }

  /**
   * Does one task. What is in `transfer` is moved in place of copied. Rejects with what the task throws, with
   * ThreadDied when the thread ends first, and with RangeError while it does something else.
   */
  async run<Name extends keyof Tasks>(
    task: Name,
    input: Input<Name>,
    transfer: readonly Transferable[] = [],
  ): Promise<Output<Name>> {
    await this.ready;
    if (!this.isAlive) throw new ThreadDied("the thread has ended");
    if (this.#waiting) throw new RangeError("a thread does one task at a time");
    return await new Promise((resolve, reject) => {
      this.#worker.postMessage({ task, input } satisfies Request, transfer);
      this.#waiting = { resolve, reject };
    });
  }

  /** Ends the thread, whatever it does at the moment. Settles when it has ended. */
  async end(): Promise<void> {
    this.isAlive = false;
    await this.#worker.terminate();
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if ("error" in answer) waiting?.reject(answer.error);
    else waiting?.resolve(("value" in answer ? answer.value : undefined) as never);
  }

  #died(code: number): void {
    this.isAlive = false;
    const cause = this.#cause;
    const why = cause instanceof Error ? `: ${cause.message}` : ` with code ${code}`;
    this.#waiting?.reject(new ThreadDied(`the thread ended${why}`, { cause }));
    this.#waiting = undefined;
  }
}
