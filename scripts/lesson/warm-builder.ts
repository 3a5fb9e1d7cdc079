import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { SiteBuild } from "./build-site.ts";

/** How a build ended. */
export interface BuildEnd {
  readonly ok: boolean;
  /** What it had to say when it failed. */
  readonly problem: string;
}

/** What is to be built, again and again. */
export type RepeatedBuild = Omit<SiteBuild, "signal">;

/** What the builder's process is asked, and what it answers. */
export type Request = { build: RepeatedBuild } | "stop" | "end";
export type Answer = BuildEnd | "stopped";

const program = join(import.meta.dirname, "warm-build.ts");

/** It may be in the middle of a page, or have to end the processes of cells. */
const graceMs = 5_000;

/**
 * Builds in a process of its own, which is kept: its compiler and renderer are warm, and a build that crashes takes
 * nothing with it. A change of our own code is seen by the next process, so it gets one.
 */
export class WarmBuilder {
  readonly #build: RepeatedBuild;
  #process: ChildProcess | undefined;

  constructor(build: RepeatedBuild) {
    this.#build = build;
    this.#process = this.#start();
  }

  /** Builds after these changes. Resolves to undefined when it gave up because the signal was aborted. */
  async build(changed: readonly string[], signal: AbortSignal): Promise<BuildEnd | undefined> {
    if (changed.some(isOwnCode)) await this.close();
    if (signal.aborted) return undefined;
    const process = (this.#process ??= this.#start());
    const stop = (): void => send(process, "stop");
    signal.addEventListener("abort", stop, { once: true });
    try {
      send(process, { build: this.#build });
      return await answerOf(process);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Ends the process, and what it started; resolves when it is gone. */
  async close(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined || hasEnded(process)) return;
    const ended = new Promise((resolve) => process.once("exit", resolve));
    send(process, "end");
    const timer = setTimeout(() => process.kill("SIGKILL"), graceMs);
    await ended;
    clearTimeout(timer);
  }

  #start(): ChildProcess {
    const started = fork(program, [], {
      // Imports of `tsx` are resolved from here, wherever the command was started.
      cwd: join(import.meta.dirname, "../.."),
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // A Ctrl-C is ours to answer.
      detached: true,
    });
    started.once("exit", () => {
      if (this.#process === started) this.#process = undefined;
    });
    return started;
  }
}

/** Whether something changed that a build's process reads only once: our own code, and what lies beside it. */
function isOwnCode(path: string): boolean {
  return !/^(notebooks|src|node)\//.test(path);
}

async function answerOf(process: ChildProcess): Promise<BuildEnd | undefined> {
  return await new Promise((resolve) => {
    const hear = (answer: Answer): void => {
      process.off("exit", end);
      resolve(answer === "stopped" ? undefined : answer);
    };
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      process.off("message", hear);
      const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
      resolve({ ok: false, problem: `the build's process ${how}: save again to build once more` });
    };
    process.once("message", hear).once("exit", end);
    if (hasEnded(process)) end(process.exitCode, process.signalCode);
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A process that is gone answers with its end. */
function send(process: ChildProcess, request: Request): void {
  if (process.connected) process.send(request, () => undefined);
}
