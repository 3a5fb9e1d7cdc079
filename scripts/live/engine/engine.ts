/** The page's side of the engine: what runs, in which order, on which worker. */
import {
  defaultLimits,
  instrumentPath,
  kernelPath,
  programPath,
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
  type LessonProgram,
  type Ran,
  type RunRequest,
  type SteppedRun,
} from "../protocol.ts";
import { load } from "../../site/browser/load.ts";
import { CompilerClient } from "./compiler-client.ts";
import { KernelWorker } from "./kernel-worker.ts";
import { LessonModules } from "./lesson-modules.ts";
import { needsNodeFailure } from "./needs-node-failure.ts";
import type { KernelFiles, Loaded } from "./loaded.ts";
import type { Output } from "./messages.ts";
import { Replay, type Past } from "./replay.ts";
import { Sandbox } from "./sandbox.ts";

/** Makes the engine of one lesson. Nothing is loaded before its first run. */
export function createEngine(options: EngineOptions): Engine {
  return new LiveEngine(options);
}

interface Waiting {
  readonly request: RunRequest;
  readonly resolve: (done: Done) => void;
}

class LiveEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #compiler: CompilerClient;
  readonly #replay = new Replay();
  #opening: Promise<Opened> | undefined;
  #active: KernelWorker | undefined;
  #spare: KernelWorker | undefined;
  #past: Past[] = [];
  #queue: Waiting[] = [];
  #running: Waiting | undefined;
  #restoring: Promise<void> | undefined;
  #count = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
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
    this.#tell({ type: "queued", cellId: request.cellId });
    return await new Promise<Done>((resolve) => {
      this.#queue.push({ request, resolve });
      void this.#next();
    });
  }

  async interrupt(): Promise<void> {
    if (this.#running !== undefined) this.#stop();
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
    return await this.#compiler.diagnose(opened, this.#above(opened.program, cellId), source);
  }

  async complete(cellId: string, source: string, offset: number): Promise<Completion> {
    const opened = await this.#open();
    return await this.#compiler.complete(
      opened,
      this.#above(opened.program, cellId),
      source,
      offset,
    );
  }

  async hover(cellId: string, source: string, offset: number): Promise<Hover | undefined> {
    const opened = await this.#open();
    return await this.#compiler.hover(opened, this.#above(opened.program, cellId), source, offset);
  }

  dispose(): void {
    this.#drop("interrupted");
    this.#active?.end();
    this.#spare?.end();
    void this.#opening?.then(({ sandbox }) => sandbox.remove());
  }

  #tell(event: EngineEvent): void {
    this.#options.onEvent(event);
  }

  /** The cell whose output it is. */
  #current(): string | undefined {
    return this.#running?.request.cellId ?? this.#past.at(-1)?.cellId;
  }

  /** Loads the lesson and the kernel, once; a failed attempt is made again with the next call. */
  async #open(): Promise<Opened> {
    this.#opening ??= openLesson(this.#options.lesson).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return await this.#opening;
  }

  async #next(): Promise<void> {
    if (this.#running !== undefined || this.#restoring !== undefined) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    this.#running = waiting;
    const done = await this.#attempt(waiting);
    if (this.#running !== waiting) return;
    this.#running = undefined;
    this.#finish(waiting, done);
    if (done.status === "error") this.#drop("interrupted");
    void this.#next();
  }

  #finish({ resolve }: Waiting, done: Done): void {
    this.#tell(done);
    resolve(done);
  }

  async #attempt(waiting: Waiting): Promise<Done> {
    const { cellId } = waiting.request;
    const count = ++this.#count;
    try {
      const opened = await this.#open();
      if (this.#running !== waiting) return { type: "done", cellId, status: "interrupted" };
      this.#active ??= this.#worker(opened);
      const past = { ...(await this.#compiled(opened, waiting.request)), count };
      if (await opened.modules.fetchFor(past.compiled.script)) this.#provide(opened);
      if (this.#running !== waiting) return { type: "done", cellId, status: "interrupted" };
      this.#tell({ type: "started", cellId, count });
      this.#replay.begins([...this.#past, past]);
      const status = await this.#active.run(past.compiled, past.source, count);
      if (this.#running === waiting) this.#past.push(past);
      this.#spare ??= this.#worker(opened);
      return { type: "done", cellId, status, count };
    } catch (error) {
      if (this.#running === waiting) this.#tellFailure(cellId, error);
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
    { kernel, sandbox, program, modules }: Opened,
    hear: (outputs: readonly Output[], late: boolean) => void,
  ): KernelWorker {
    const { lesson, limits } = this.#options;
    const all = { ...defaultLimits, ...limits };
    const start = { lesson, folder: program.folder, limits: all, modules: modules.texts };
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

  /** The build's JavaScript, where it is what the kernel would run now; else what the compiler makes of the text. */
  async #compiled(opened: Opened, request: RunRequest): Promise<Omit<Past, "count">> {
    const { program } = opened;
    const { cellId } = request;
    const known = program.cells.find(({ id }) => id === cellId);
    const source = request.source ?? known?.source;
    if (source === undefined) throw new Error(`this lesson has no cell ${JSON.stringify(cellId)}`);
    const isEdited = source !== known?.source;
    const own = { cellId, source, isEdited };
    if (!isEdited && known?.compiled === undefined)
      return { ...own, isFromBuild: true, compiled: needsNodeFailure(this.#options.lesson) };
    if (!isEdited && known?.compiled && this.#isAsBuilt(program, cellId, known.compiled))
      return { ...own, isFromBuild: true, compiled: known.compiled };
    if (await opened.modules.fetchAll()) this.#provide(opened);
    const chain = this.#past.map((past) => past.source);
    const compiled = await this.#compiler.compile(opened, chain, source);
    return { ...own, isFromBuild: false, compiled };
  }

  /** Whether every name that it uses is now what it was when the build compiled it. */
  #isAsBuilt({ cells }: LessonProgram, cellId: string, { uses }: CompiledCell): boolean {
    if (this.#past.some(({ isEdited }) => isEdited)) return false;
    const before = cells.slice(
      0,
      cells.findIndex(({ id }) => id === cellId),
    );
    return uses.every((used) => {
      const declares = ({ compiled }: { readonly compiled?: CompiledCell }): boolean =>
        compiled?.names.some(({ name }) => name === used) ?? false;
      const expected = lastOf(before, declares)?.id;
      return expected !== undefined && lastOf(this.#past, declares)?.cellId === expected;
    });
  }

  /** What the cells above hold: the text that ran last, or else the author's. */
  #above({ cells }: LessonProgram, cellId: string): readonly string[] {
    const before = cells.slice(
      0,
      cells.findIndex(({ id }) => id === cellId),
    );
    return before.map(({ id, source }) => {
      const ran =
        this.#options.ran?.(id) ?? lastOf(this.#past, (past) => past.cellId === id)?.source;
      return ran ?? source;
    });
  }

  /** Ends the worker, and with it whatever runs; a spare one gets the state of before. */
  #stop(): void {
    const running = this.#running;
    this.#running = undefined;
    this.#active?.end();
    this.#active = undefined;
    if (running) this.#finish(running, doneOf(running, "interrupted"));
    this.#drop("interrupted");
    if (this.#opening === undefined) return;
    const restoring = this.#restore().finally(() => {
      if (this.#restoring !== restoring) return;
      this.#restoring = undefined;
      void this.#next();
    });
    this.#restoring = restoring;
  }

  #drop(status: Done["status"]): void {
    for (const waiting of this.#queue.splice(0)) this.#finish(waiting, doneOf(waiting, status));
  }

  async #restore(): Promise<void> {
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
  readonly program: LessonProgram;
  readonly modules: LessonModules;
  readonly sandbox: Sandbox;
}

async function openLesson(lesson: string): Promise<Opened> {
  await Promise.all([load(kernelPath), load(programPath(lesson))]);
  const { interleaveKernel: kernel, interleavePrograms: programs } = self as unknown as Loaded;
  const own = programs[lesson];
  if (own === undefined) throw new Error(`${programPath(lesson)} holds another lesson`);
  const sandbox = await Sandbox.open(kernel.frame);
  const modules = new LessonModules(lesson, { ...kernel.modules, ...own.modules });
  return { kernel, sandbox, program: own.program, modules };
}

function doneOf({ request: { cellId } }: Waiting, status: Done["status"]): Done {
  return { type: "done", cellId, status };
}

function lastOf<T>(all: readonly T[], holds: (one: T) => boolean): T | undefined {
  return [...all].reverse().find(holds);
}
