import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

/** Imports of `tsx` are resolved from here, wherever the lesson runs. */
const root = join(import.meta.dirname, "../..");

/** A process that has gone though nobody ended it. */
export class ProcessDied extends Error {
  override name = "ProcessDied";
}

/** A TypeScript module that runs in a process of its own. */
export class Started {
  readonly process: ChildProcess;
  /** Resolves when the process is gone, however it went, with how it went in words. */
  readonly ended: Promise<string>;
  #written = "";

  constructor(process: ChildProcess) {
    this.process = process;
    process.stderr?.on("data", (data: Buffer) => {
      this.#written = (this.#written + data.toString()).slice(-2_000);
    });
    this.ended = new Promise((resolve) => {
      process.once("error", (error) => resolve(`could not start: ${error.message}`));
      process.once("close", (code, signal) => {
        resolve(signal === null ? `exited with code ${code}` : `was ended by ${signal}`);
      });
    });
  }

  /**
   * The first message that it sends. Rejects with a ProcessDied that holds what it wrote to stderr when it goes without
   * one.
   */
  async firstMessage<Message>(): Promise<Message> {
    const said = new Promise<Message>((resolve) => this.process.once("message", resolve));
    const died = this.ended.then((how) => {
      const why = this.#written.trim();
      throw new ProcessDied(`the process ${how}${why && `; it wrote last:\n${why}`}`);
    });
    return await Promise.race([said, died]);
  }

  /** Takes its life at once: it can tidy up nothing. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}

/**
 * Starts a TypeScript module as a process. It is to call `endWithParent`, so that it never outlives the one that started
 * it. What it prints is not shown; what it writes to stderr is kept for the error.
 */
export function startModule(file: string, args: readonly string[] = []): Started {
  const options = { cwd: root, execArgv: ["--import", "tsx"] };
  return new Started(fork(file, args, { ...options, stdio: ["ignore", "ignore", "pipe", "ipc"] }));
}
