import { fileURLToPath } from "node:url";
import { Child } from "../child.ts";
import { Displays } from "../displays.ts";
import { Execution, type CellResult, type ExecuteOptions } from "../execution.ts";
import { appendOutput, outputOf, type Output } from "../output.ts";
import { residentMb } from "../memory.ts";
import type { Imports, Session, SessionOptions, Stepping } from "../session.ts";
import type { Compiled, CompiledLesson, Compiler } from "./compiler.ts";
import { lineOf, readMessages } from "./lines.cjs";
import { endsItsLesson, stuckAt } from "./stuck.ts";

const PROGRAM = fileURLToPath(new URL("run-cells.cjs", import.meta.url));
/** A process that does not hear SIGINT (it waits outside of JavaScript) is not asked for long. */
const GRACE_MS = 3_000;
const SHUTDOWN_GRACE_MS = 2_000;
/** What Node itself takes. */
const OWN_MB = 100;

/** How much faster a cell may fill its heap than anybody looks. */
const SPARE_MB = 400;

/** A heap that is full ends the process without a word on where it was: where we can look, we look first. */
function heapMbFor(memoryMb: number): number {
  return residentMb(process.pid) === undefined ? memoryMb : memoryMb + SPARE_MB;
}

interface Message {
  readonly type: string;
  readonly content: Record<string, unknown>;
}

/** Cells that were compiled elsewhere, in a light process of their own. */
export class LightSession implements Session {
  readonly #compiler: Compiler;
  readonly #stepping: Stepping | undefined;
  readonly #lesson: CompiledLesson;
  readonly #child: Child;
  readonly #ahead: { source: string; cell: Promise<Compiled> }[];
  readonly #displays = new Displays();
  readonly #imports: Imports[] = [];
  readonly #maps: (readonly string[])[] = [];
  #execution: Execution | undefined;
  #answerOpen: ((open: readonly string[]) => void) | undefined;
  #late: Output[] = [];
  #count = 0;
  #closed = false;

  constructor(compiler: Compiler, { cwd, memoryMb, sources, stepping }: SessionOptions) {
    this.#compiler = compiler;
    this.#stepping = stepping;
    const flags = [`--max-old-space-size=${heapMbFor(memoryMb)}`, "--trace-sigint"];
    this.#child = new Child([process.execPath, ...flags, PROGRAM], {
      cwd,
      env: process.env,
      pipes: 2,
      detached: true,
      residentMb: memoryMb + OWN_MB,
      tellsWhere: true,
    });
    // Asked before the first cell is: when that arrives, the process is guarded.
    if (this.#child.pid !== undefined) compiler.guard(this.#child.pid);
    readMessages(this.#child.pipe(3), (message: Message) => this.#receive(message));
    this.#child.pipe(4).on("error", () => undefined);
    this.#lesson = compiler.open(cwd, sources);
    this.#ahead = sources.map((source) => ({ source, cell: this.#compile(source) }));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async execute(source: string, options: ExecuteOptions = {}): Promise<CellResult> {
    if (this.#closed) throw await this.#child.died;
    const first = this.#ahead[0]?.source === source ? this.#ahead.shift() : undefined;
    const cell = await (first?.cell ?? this.#compile(source));
    this.#imports.push(cell.imports);
    const count = ++this.#count;
    const execution = this.#newExecution(count, options);
    try {
      if (cell.modules.length > 0) this.#send({ type: "modules", modules: cell.modules });
      const compiled = this.#stepping?.instrumented(cell.compiled, count - 1) ?? cell.compiled;
      if (compiled.script !== undefined) this.#maps.push(compiled.maps);
      this.#send({ type: "run", cell: compiled, source, count });
      void this.#child.died.then((death) => execution.fail(death));
      return await execution.result;
    } catch (error) {
      if (endsItsLesson(error)) {
        // That it ended and where it was come by two pipes, in no order: a process that is gone has said both.
        await this.shutdown();
        throw stuckAt(error, this.#child.written, this.#maps);
      }
      throw error;
    } finally {
      execution.close();
      this.#execution = undefined;
    }
  }

  imports(): Imports {
    const all = this.#imports;
    return {
      files: [...new Set(all.flatMap(({ files }) => files))],
      absent: [...new Set(all.flatMap(({ absent }) => absent))],
      isComplete: all.every(({ isComplete }) => isComplete),
    };
  }

  async leftOpen(kinds: readonly string[]): Promise<readonly string[]> {
    const answer = new Promise<readonly string[]>((resolve) => (this.#answerOpen = resolve));
    this.#send({ type: "open" });
    const death = this.#child.died.then((error) => Promise.reject(error));
    const open = await Promise.race([answer, death]);
    return kinds.filter((kind) => open.includes(kind));
  }

  async shutdown(): Promise<{ late: Output[] }> {
    if (!this.#closed) {
      this.#lesson.close();
      this.#send({ type: "end" });
      if (this.#execution === undefined) {
        await Promise.race([this.#child.died, delay(SHUTDOWN_GRACE_MS)]);
      }
      this.#child.signal("SIGKILL");
      await this.#child.died;
      this.#closed = true;
      if (this.#child.pid !== undefined) this.#compiler.release(this.#child.pid);
    }
    return { late: this.#late.splice(0) };
  }

  /** A cell that is never run may fail unheard. */
  #compile(source: string): Promise<Compiled> {
    const cell = this.#lesson.next(source);
    cell.catch(() => undefined);
    return cell;
  }

  #newExecution(count: number, options: ExecuteOptions): Execution {
    const late = this.#late;
    this.#late = [];
    const kernel = {
      interrupt: () => this.#child.signal("SIGINT"),
      kill: () => this.#child.signal("SIGKILL"),
    };
    this.#execution = new Execution(String(count), late, { graceMs: GRACE_MS, ...options }, kernel);
    return this.#execution;
  }

  #send(message: Record<string, unknown>): void {
    this.#child.pipe(4).write(lineOf(message));
  }

  #receive({ type, content }: Message): void {
    switch (type) {
      case "done":
        this.#execution?.reply(content);
        this.#execution?.idle();
        this.#execution = undefined;
        return;
      case "open":
        this.#answerOpen?.(content["open"] as readonly string[]);
        return;
      case "steps":
        this.#stepping?.drawn(content);
        return;
      case "update_display_data":
        this.#displays.update(content);
        return;
      default:
        this.#add(type, content);
    }
  }

  #add(type: string, content: Record<string, unknown>): void {
    const output = outputOf(type, content);
    if (output === undefined) return;
    this.#displays.add(output, content);
    if (this.#execution) this.#execution.add(output);
    else appendOutput(this.#late, output);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
