/** The page's side of the engine: what runs, in which order, on which worker. */
import {
  defaultLimits,
  instrumentPath,
  kernelPath,
  steppedPath,
  type CompiledCell,
  type CompilerState,
  type Completion,
  type Diagnostic,
  type Done,
  type Engine,
  type EngineEvent,
  type EngineOptions,
  type Hover,
  type ProgramCell,
  type Ran,
  type RunRequest,
  type SteppedRun,
} from "../protocol.ts";
import { load } from "../../site/browser/load.ts";
import { CompilerClient } from "./compiler-client.ts";
import { KernelWorker } from "./kernel-worker.ts";
import { LessonCells } from "./lesson-cells.ts";
import { LessonModules } from "./lesson-modules.ts";
import { needsNodeFailure } from "./needs-node-failure.ts";
import type { KernelFiles, Loaded } from "./loaded.ts";
import type { Output } from "./messages.ts";
import { Replay, type Past } from "./replay.ts";
import { RunLine } from "./run-line.ts";
import { Sandbox } from "./sandbox.ts";

/** Makes the engine of one lesson. Nothing is loaded before its first run. */
export function createEngine(options: EngineOptions): Engine {
  return new LiveEngine(options);
}

class LiveEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #compiler: CompilerClient;
  readonly #replay = new Replay();
  readonly #line: RunLine;
  #opening: Promise<Opened> | undefined;
  #active: KernelWorker | undefined;
  #spare: KernelWorker | undefined;
  #past: Past[] = [];
  #restoring: Promise<void> | undefined;
  #count = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#line = new RunLine(
      (event) => this.#tell(event),
      async (request, isRunning) => await this.#attempt(request, isRunning),
    );
    this.#compiler = new CompilerClient((state, reason) =>
      this.#tell({ type: "compiler", state, ...(reason !== undefined && { reason }) }),
    );
  }

  get compiler(): CompilerState {
    return this.#compiler.state;
  }

  get history(): readonly Ran[] {
    return this.#past.map(({ cellId, source, count }) => ({ cellId, source, count }));
  }

  async run(request: RunRequest): Promise<Done> {
    return await this.#line.run(request);
  }

  async interrupt(): Promise<void> {
    if (this.#line.running !== undefined) this.#stop();
    await this.#restoring;
  }

  async restart(): Promise<void> {
    this.#past = [];
    this.#count = 0;
    this.#stop();
    await this.#restoring;
  }

  async rest(cellId: string): Promise<string | undefined> {
    return cellId === this.#current() ? await this.#active?.rest() : undefined;
  }

  async steps(cellId: string, index: number, signal?: AbortSignal): Promise<SteppedRun> {
    const opened = await this.#open();
    const tools = {
      stepped: async (past: readonly Past[], at: number) => await this.#stepped(opened, past, at),
      worker: (hear: (outputs: readonly Output[]) => void) => this.#start(opened, hear),
    };
    return await this.#replay.steps(cellId, index, tools, signal);
  }

  async loadCompiler(): Promise<void> {
    await this.#compiler.start(await this.#open());
  }

  async diagnose(cellId: string, source: string): Promise<readonly Diagnostic[]> {
    const opened = await this.#open();
    return await this.#compiler.diagnose(opened, await this.#above(opened, cellId), source);
  }

  async complete(cellId: string, source: string, offset: number): Promise<Completion> {
    const opened = await this.#open();
    const above = await this.#above(opened, cellId);
    return await this.#compiler.complete(opened, above, source, offset);
  }

  async hover(cellId: string, source: string, offset: number): Promise<Hover | undefined> {
    const opened = await this.#open();
    return await this.#compiler.hover(opened, await this.#above(opened, cellId), source, offset);
  }

  dispose(): void {
    this.#line.drop();
    this.#active?.end();
    this.#spare?.end();
    void this.#opening?.then(({ sandbox }) => sandbox.remove());
  }

  #tell(event: EngineEvent): void {
    this.#options.onEvent(event);
  }

  /** The cell whose output it is. */
  #current(): string | undefined {
    return this.#line.running ?? this.#past.at(-1)?.cellId;
  }

  /** Loads the lesson and the kernel, once; a failed attempt is made again with the next call. */
  async #open(): Promise<Opened> {
    this.#opening ??= openLesson(this.#options.lesson).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return await this.#opening;
  }

  async #attempt(request: RunRequest, isRunning: () => boolean): Promise<Done> {
    const { cellId } = request;
    const count = ++this.#count;
    try {
      const opened = await this.#open();
      if (!isRunning()) return { type: "done", cellId, status: "interrupted" };
      this.#active ??= this.#worker(opened);
      const past = { ...(await this.#compiled(opened, request)), count };
      if (!isRunning()) return { type: "done", cellId, status: "interrupted" };
      this.#tell({ type: "started", cellId, count });
      this.#replay.begins([...this.#past, past]);
      const status = await this.#active.run(past.compiled, past.source, count);
      if (isRunning()) this.#past.push(past);
      this.#spare ??= this.#worker(opened);
      return { type: "done", cellId, status, count };
    } catch (error) {
      if (isRunning()) this.#tellFailure(cellId, error);
      return { type: "done", cellId, status: "error", count };
    }
  }

  /** What went wrong outside of the cell: a file did not come, a worker cannot be started. */
  #tellFailure(cellId: string, error: unknown): void {
    const evalue = error instanceof Error ? error.message : String(error);
    const ename = "LiveCellsFailed";
    this.#tell({ type: "error", cellId, ename, evalue, traceback: [`${ename}: ${evalue}`] });
  }

  #worker(opened: Opened): KernelWorker {
    const worker: KernelWorker = this.#start(opened, (outputs, late) => {
      const cellId = this.#current();
      if (worker !== this.#active || this.#restoring !== undefined || cellId === undefined) return;
      for (const output of outputs) {
        this.#replay.hear(cellId, output);
        this.#tell({ ...output, cellId, ...(late && { late }) });
      }
    });
    return worker;
  }

  #start(
    { kernel, sandbox, cells, modules }: Opened,
    hear: (outputs: readonly Output[], late: boolean) => void,
  ): KernelWorker {
    const { lesson, limits } = this.#options;
    const all = { ...defaultLimits, ...limits };
    const start = { lesson, folder: cells.folder, limits: all, modules: modules.texts };
    return KernelWorker.start(sandbox, kernel.script, start, hear);
  }

  /** From the build, where the build's is what ran; else from the compiler. */
  async #stepped(opened: Opened, past: readonly Past[], at: number): Promise<string | undefined> {
    const { lesson } = this.#options;
    const loaded = self as unknown as Loaded;
    const ran = past[at];
    if (ran?.compiled.script === undefined) return undefined;
    if (ran.isFromBuild) {
      await load(steppedPath(lesson));
      return loaded.interleaveStepped[lesson]?.[ran.cellId];
    }
    await load(instrumentPath);
    const chain = past.slice(0, at).map(({ source }) => source);
    return await this.#compiler.step(opened, chain, ran.source, loaded.interleaveInstrument);
  }

  #provide({ modules }: Opened): void {
    for (const worker of [this.#active, this.#spare]) worker?.provide(modules.texts);
  }

  /** The build's JavaScript, where it is what the kernel would run now; else what the compiler makes of the text. All that it may load is there. */
  async #compiled(opened: Opened, request: RunRequest): Promise<Omit<Past, "count">> {
    const { cellId } = request;
    const known = await opened.cells.find(cellId);
    const source = request.source ?? known?.source;
    if (source === undefined) throw new Error(`this lesson has no cell ${JSON.stringify(cellId)}`);
    const isEdited = source !== known?.source;
    const own = { cellId, source, isEdited };
    if (!isEdited && known?.compiled === undefined)
      return { ...own, isFromBuild: true, compiled: needsNodeFailure(this.#options.lesson) };
    if (!isEdited && known?.compiled && (await this.#isAsBuilt(opened, cellId, known.compiled))) {
      if (await opened.modules.fetchFor(known)) this.#provide(opened);
      return { ...own, isFromBuild: true, compiled: known.compiled };
    }
    if (await opened.modules.fetchAll()) this.#provide(opened);
    const chain = this.#past.map((past) => past.source);
    const compiled = await this.#compiler.compile(opened, chain, source);
    return { ...own, isFromBuild: false, compiled };
  }

  /** Whether every name that it uses is now what it was when the build compiled it. */
  async #isAsBuilt({ cells }: Opened, cellId: string, { uses }: CompiledCell): Promise<boolean> {
    if (this.#past.some(({ isEdited }) => isEdited)) return false;
    const above = await cells.above(cellId);
    return uses.every((used) => {
      const declares = ({ compiled }: Pick<ProgramCell, "compiled">): boolean =>
        compiled?.names.some(({ name }) => name === used) ?? false;
      const expected = lastOf(above, declares)?.id;
      return expected !== undefined && lastOf(this.#past, declares)?.cellId === expected;
    });
  }

  /** What the cells above hold: the text that ran last, or else the author's. */
  async #above({ cells }: Opened, cellId: string): Promise<readonly string[]> {
    return (await cells.above(cellId)).map(({ id, source }) => {
      const ran =
        this.#options.ran?.(id) ?? lastOf(this.#past, (past) => past.cellId === id)?.source;
      return ran ?? source;
    });
  }

  /** Ends the worker, and with it whatever runs; a spare one gets the state of before. */
  #stop(): void {
    this.#line.hold();
    this.#active?.end();
    this.#active = undefined;
    this.#line.abandon();
    this.#line.drop();
    const restoring = this.#restore().finally(() => {
      if (this.#restoring !== restoring) return;
      this.#restoring = undefined;
      this.#line.goOn();
    });
    this.#restoring = restoring;
  }

  async #restore(): Promise<void> {
    if (this.#opening === undefined) return;
    try {
      const opened = await this.#open();
      const worker = this.#spare ?? this.#worker(opened);
      this.#spare = undefined;
      this.#active = worker;
      for (const { compiled, source, count } of this.#past)
        await worker.run(compiled, source, count);
      if (this.#active === worker) this.#spare ??= this.#worker(opened);
    } catch {
      // A worker that cannot be started is asked for again by the next run, which says why.
    }
  }
}

interface Opened {
  readonly kernel: KernelFiles;
  readonly cells: LessonCells;
  readonly modules: LessonModules;
  readonly sandbox: Sandbox;
}

async function openLesson(lesson: string): Promise<Opened> {
  const [cells] = await Promise.all([LessonCells.load(lesson), load(kernelPath)]);
  const { interleaveKernel: kernel } = self as unknown as Loaded;
  const sandbox = await Sandbox.open(kernel.frame);
  return { kernel, sandbox, cells, modules: new LessonModules(lesson, kernel.modules) };
}

function lastOf<T>(all: readonly T[], holds: (one: T) => boolean): T | undefined {
  return [...all].reverse().find(holds);
}
