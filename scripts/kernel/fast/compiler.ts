import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Imports } from "../session.ts";
import type { CompiledCell } from "../shim/cell-compiler.js";
import type { CompiledModule } from "../shim/compiled-module.js";
import { longer, recalled, remember } from "./recall.ts";

const PROGRAM = fileURLToPath(new URL("compile-cells.cjs", import.meta.url));

/** It may be in the middle of a cell. */
const CLOSE_GRACE_MS = 500;

/** It makes much and keeps little, and never runs long enough to be optimised well: both for a fifth less work. */
const FLAGS = ["--max-semi-space-size=32", "--always-sparkplug"];

/** What a cell was compiled to, and what that depends on. */
export interface Compiled {
  readonly compiled: CompiledCell & { readonly declarations: string };
  /** The modules of the project that it imports and no cell before it did, by file. */
  readonly modules: readonly (readonly [file: string, module: CompiledModule])[];
  readonly imports: Imports;
}

/** The compiler's process is gone, or is broken. */
export class CompilerFailed extends Error {
  override name = "CompilerFailed";
}

/** The cells of one lesson on their way through the compiler. */
export interface CompiledLesson {
  /** Asks for the next cell; it sees what the cells asked for before it declare. */
  next(source: string): Promise<Compiled>;
  /** Whoever still waits for a cell is told with a CompilerFailed. */
  close(): void;
}

type Answer = { lesson: number; index: number } & (Compiled | { broken: string });

interface Waiting {
  resolve(compiled: Compiled): void;
  reject(error: Error): void;
}

/** The one warm compiler of a build, in a process of its own. It ends with this process. */
export class Compiler {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<string, Waiting>();
  readonly #ended: Promise<void>;
  #lessons = 0;
  #gone: CompilerFailed | undefined;

  constructor() {
    this.#process = fork(PROGRAM, [], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: FLAGS,
      // A Ctrl-C is ours to answer, and a kill of all our processes must not hit the one that tidies up.
      detached: true,
    });
    let written = "";
    this.#process.stderr?.on("data", (data: Buffer) => {
      written = (written + data.toString()).slice(-4_000);
    });
    this.#process.on("message", (answer: Answer) => this.#receive(answer));
    this.#ended = new Promise((resolve) => {
      const end = (why: string): void => {
        this.#gone ??= new CompilerFailed(`the compiler ${why}${written && `:\n${written}`}`);
        for (const waiting of this.#waiting.values()) waiting.reject(this.#gone);
        this.#waiting.clear();
        resolve();
      };
      this.#process.once("error", (error) => end(`cannot start: ${error.message}`));
      this.#process.once("close", (code, signal) => {
        end(signal === null ? `exited with code ${code}` : `was ended by ${signal}`);
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether its process has ended, or soon will. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Starts a lesson: a chain of cells that knows nothing of other lessons. */
  open(cwd: string, sources: readonly string[]): CompiledLesson {
    const lesson = ++this.#lessons;
    const cells: Promise<Compiled>[] = [];
    const asked: string[] = [];
    let chain = cwd;
    /** A cell sees those before it: what was recalled until now is compiled after all. */
    const compile = (): Promise<Compiled> => {
      if (cells.length === 0) this.#send({ type: "open", lesson, cwd, sources });
      for (const source of asked.slice(cells.length)) {
        const cell = this.#compile(lesson, cells.length, source);
        cell.catch(() => undefined);
        cells.push(cell);
      }
      return cells.at(-1)!;
    };
    return {
      next: async (source) => {
        asked.push(source);
        const name = (chain = longer(chain, source));
        // After one that was compiled anew, those before it declare something else.
        const known = cells.length === 0 ? recalled(name) : undefined;
        if (known !== undefined) return known;
        const compiled = await compile();
        remember(name, compiled);
        return compiled;
      },
      close: () => {
        if (cells.length > 0) this.#send({ type: "close", lesson });
        this.#forget(lesson);
      },
    };
  }

  /** From now on this process is ended when ours is gone, even if it is stuck in a loop. */
  guard(pid: number): void {
    this.#send({ type: "guard", pid });
  }

  release(pid: number): void {
    this.#send({ type: "release", pid });
  }

  /** Ends it; resolves when its process is gone. */
  async close(): Promise<void> {
    this.#send({ type: "end" });
    this.#gone ??= new CompilerFailed("the compiler was closed");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), CLOSE_GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  async #compile(lesson: number, index: number, source: string): Promise<Compiled> {
    if (this.#gone) throw this.#gone;
    return await new Promise<Compiled>((resolve, reject) => {
      this.#waiting.set(`${lesson}:${index}`, { resolve, reject });
      this.#send({ type: "compile", lesson, index, source });
    });
  }

  /** What a closed lesson still waits for is not answered any more. */
  #forget(lesson: number): void {
    for (const [key, waiting] of this.#waiting) {
      if (!key.startsWith(`${lesson}:`)) continue;
      this.#waiting.delete(key);
      waiting.reject(new CompilerFailed("the lesson was closed"));
    }
  }

  #receive({ lesson, index, ...answer }: Answer): void {
    const key = `${lesson}:${index}`;
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if ("broken" in answer) waiting?.reject(new CompilerFailed(answer.broken));
    else waiting?.resolve(answer);
  }

  #send(message: Record<string, unknown>): void {
    if (this.#gone || !this.#process.connected) return;
    // A compiler that is gone answers with its end.
    this.#process.send(message, () => undefined);
  }
}
