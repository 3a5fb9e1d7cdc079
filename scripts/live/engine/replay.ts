import type { RanTexts, RecordedTrace } from "../stepper/recorded.ts";
import type { CompiledCell, Ran, SteppedRun } from "../protocol.ts";
import type { KernelWorker } from "./kernel-worker.ts";
import type { Output } from "./messages.ts";

/** A cell that ran, with what is needed to run it again. */
export interface Past extends Ran {
  readonly compiled: CompiledCell;
  readonly isEdited: boolean;
  /** Whether what ran is what the build compiled. */
  readonly isFromBuild: boolean;
}

/** What it takes to run cells once more. */
export interface Tools {
  /** The script of `past[index]` that reports its lines; undefined when there is nothing to run. Rejects when it cannot be had. */
  stepped(past: readonly Past[], index: number): Promise<string | undefined>;
  /** A fresh worker that tells its outputs to nobody else. */
  worker(hear: (outputs: readonly Output[]) => void): KernelWorker;
}

interface Traced {
  /** What had run, this run included. */
  readonly past: readonly Past[];
  readonly traces: RecordedTrace[];
}

/**
 * Finds out which lines a run reached, when a reader asks: cells usually run without reporting them, because a loop that
 * reports each turn is twenty times slower, and because a function's own text would show the reports.
 */
export class Replay {
  readonly #traced = new Map<string, Traced>();

  /** A cell begins to run, the last of `past`. */
  begins(past: readonly Past[]): void {
    const { cellId = "" } = past.at(-1) ?? {};
    this.#traced.set(cellId, { past, traces: [] });
  }

  hear(cellId: string, output: Output): void {
    const trace = traceOf(output);
    if (trace) this.#traced.get(cellId)?.traces.push(trace);
  }

  /** As `Engine.steps` promises. */
  async steps(
    cellId: string,
    index: number,
    tools: Tools,
    signal?: AbortSignal,
  ): Promise<SteppedRun> {
    const { past, traces } = this.#traced.get(cellId) ?? { past: [], traces: [] };
    const own = traces[index];
    if (own === undefined) throw new RangeError(`no run ${index} of cell ${cellId} was recorded`);
    const names = namesOf(past);
    const again = await Promise.race([
      ranAgain(past, names, index, tools, signal),
      aborted(signal),
    ]);
    const lines = again && isSame(again, own) ? "known" : signal?.aborted ? "stopped" : "unknown";
    const { marks } = lines === "known" && again ? again : own;
    return { run: { ...own, marks, cell: cellId }, texts: textsOf(past, names), lines };
  }
}

/** The trace of this number among those of the last cell; undefined when there was none. */
async function ranAgain(
  past: readonly Past[],
  names: readonly string[],
  index: number,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<RecordedTrace | undefined> {
  const scripts: (string | undefined)[] = [];
  for (const at of past.keys()) scripts.push(await tools.stepped(past, at));
  const found: RecordedTrace[] = [];
  let isLast = false;
  const worker = tools.worker((outputs) => {
    if (isLast) found.push(...outputs.flatMap((output) => traceOf(output) ?? []));
    // What comes after, a loop without end perhaps, is not waited for.
    if (found.length > index) worker.end();
  });
  const stop = (): void => worker.end();
  signal?.addEventListener("abort", stop);
  for (const [at, { compiled, source, count }] of past.entries()) {
    if (signal?.aborted) break;
    isLast = at === past.length - 1;
    const script = scripts[at];
    const cell = script === undefined ? compiled : { ...compiled, script, id: names[at] ?? "" };
    await worker.run(cell, source, count);
  }
  worker.end();
  signal?.removeEventListener("abort", stop);
  return found[index];
}

/** Also when a file is slow to come, nobody waits longer than they want. */
async function aborted(signal: AbortSignal | undefined): Promise<undefined> {
  await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
}

function traceOf(output: Output): RecordedTrace | undefined {
  return output.type === "display" || output.type === "trace" ? output.trace : undefined;
}

function isSame(a: RecordedTrace, b: RecordedTrace): boolean {
  return a.left === b.left && JSON.stringify(a.records) === JSON.stringify(b.records);
}

/** Under which names cells report their lines: a cell that ran again since with another text has two. */
function namesOf(past: readonly Past[]): readonly string[] {
  return past.map(({ cellId, source, count }) => {
    const last = past.filter((one) => one.cellId === cellId).at(-1);
    return last?.source === source ? cellId : `${cellId} [${count}]`;
  });
}

function textsOf(past: readonly Past[], names: readonly string[]): RanTexts {
  return Object.fromEntries(
    past.map(({ cellId, source }, at) => [names[at] ?? "", { cell: cellId, source }]),
  );
}
