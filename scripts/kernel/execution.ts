import { appendOutput, type Output } from "./output.ts";

export interface ExecuteOptions {
  /** After this long the cell is interrupted, and if that does not help the kernel killed. Default: never. */
  timeoutMs?: number;
  /** Default: no limit. */
  maxOutputBytes?: number;
  /** Called for each output as it arrives, before it is joined to the one before. */
  onOutput?: (output: Output) => void;
  /** Whether cells that already wait in the kernel are aborted when this one fails. Default true. */
  stopOnError?: boolean;
  /** How long an interrupted cell may take to end before the kernel is killed. Default 3,000. */
  graceMs?: number;
}

export interface CellResult {
  status: "ok" | "error" | "aborted";
  executionCount: number | null;
  outputs: Output[];
  /** Written after an earlier cell had ended, and seen since. */
  late: Output[];
}

/** The cell ran longer than it may. */
export class CellTimeout extends Error {
  override name = "CellTimeout";
  /** The line of the cell that was running, from 1, where that is known. */
  line: number | undefined;
}

/** The cell wrote more than it may. */
export class OutputLimit extends Error {
  override name = "OutputLimit";
  /** The line of the cell that was running, from 1, where that is known. */
  line: number | undefined;
}

const INTERRUPT_GRACE_MS = 3_000;

/** A cell that runs: its reply and its outputs come over two sockets, in no order. */
export class Execution {
  readonly id: string;
  readonly late: Output[];
  readonly result: Promise<CellResult>;
  readonly #options: ExecuteOptions;
  readonly #kernel: { interrupt(): void; kill(): void };
  readonly #outputs: Output[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #resolve!: (result: CellResult) => void;
  #reject!: (error: Error) => void;
  #content: Record<string, unknown> | undefined;
  #isIdle = false;
  #bytes = 0;
  #stopping: Error | undefined;

  constructor(
    id: string,
    late: Output[],
    options: ExecuteOptions,
    kernel: { interrupt(): void; kill(): void },
  ) {
    this.id = id;
    this.late = late;
    this.#options = options;
    this.#kernel = kernel;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { timeoutMs } = options;
    if (timeoutMs !== undefined && timeoutMs !== Infinity) {
      this.#after(timeoutMs, () =>
        this.#stop(new CellTimeout(`the cell ran longer than ${timeoutMs} ms`)),
      );
    }
  }

  reply(content: Record<string, unknown>): void {
    this.#content = content;
    this.#finishIfComplete();
  }

  idle(): void {
    this.#isIdle = true;
    this.#finishIfComplete();
  }

  add(output: Output): void {
    if (this.#stopping) return;
    this.#bytes += Buffer.byteLength(JSON.stringify(output));
    const limit = this.#options.maxOutputBytes ?? Infinity;
    if (this.#bytes > limit)
      return this.#stop(new OutputLimit(`the cell wrote more than ${limit} bytes`));
    this.#options.onOutput?.(output);
    appendOutput(this.#outputs, output);
  }

  fail(error: Error): void {
    this.#reject(this.#stopping ?? error);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #finishIfComplete(): void {
    if (this.#content === undefined || !this.#isIdle) return;
    if (this.#stopping) return this.#reject(this.#stopping);
    const { status, execution_count: count } = this.#content;
    this.#resolve({
      status: status === "ok" || status === "aborted" ? status : "error",
      executionCount: typeof count === "number" ? count : null,
      outputs: this.#outputs,
      late: this.late,
    });
  }

  #stop(reason: Error): void {
    if (this.#stopping) return;
    this.#stopping = reason;
    this.#kernel.interrupt();
    this.#after(this.#options.graceMs ?? INTERRUPT_GRACE_MS, () => this.#kernel.kill());
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(setTimeout(act, ms));
  }
}
