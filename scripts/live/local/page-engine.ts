/** The engine of a lesson whose cells run on the kernel of the reader's own computer; types are still known in the page. */
import { load } from "../../site/browser/load.ts";
import { createEngine as createPageEngine } from "../engine/engine.ts";
import type { Loaded } from "../engine/loaded.ts";
import {
  programPath,
  type Completion,
  type CompilerState,
  type Diagnostic,
  type Done,
  type Engine,
  type EngineOptions,
  type Hover,
  type LessonProgram,
  type Ran,
  type RunRequest,
  type SteppedRun,
} from "../protocol.ts";
import { Connection } from "./connection.ts";
import { rememberToken } from "./token.ts";

rememberToken();

/** As `createEngine` of the page's own engine. Connects with the first run. */
export function createEngine(options: EngineOptions): Engine {
  return new LocalEngine(options);
}

interface Waiting {
  readonly request: RunRequest;
  readonly resolve: (done: Done) => void;
}

class LocalEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #types: Engine;
  #connecting: Promise<Connection> | undefined;
  #queue: Waiting[] = [];
  #running: Waiting | undefined;
  #past: Ran[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#types = createPageEngine({
      ...options,
      ran: (cellId) => this.#past.filter((ran) => ran.cellId === cellId).at(-1)?.source,
    });
  }

  get compiler(): CompilerState {
    return this.#types.compiler;
  }

  get history(): readonly Ran[] {
    return this.#past;
  }

  /** No event of this engine has a trace: a kernel of this computer sends Jupyter's messages, and no others. */
  steps(cellId: string): Promise<SteppedRun> {
    return Promise.reject(new RangeError(`no run of cell ${cellId} was recorded`));
  }

  async run(request: RunRequest): Promise<Done> {
    this.#options.onEvent({ type: "queued", cellId: request.cellId });
    return await new Promise<Done>((resolve) => {
      this.#queue.push({ request, resolve });
      void this.#next();
    });
  }

  async interrupt(): Promise<void> {
    this.#drop();
    if (this.#running !== undefined) (await this.#connecting)?.interrupt();
  }

  async restart(): Promise<void> {
    this.#drop();
    this.#past = [];
    await (await this.#connecting?.catch(() => undefined))?.restart();
  }

  async rest(cellId: string): Promise<string | undefined> {
    return cellId === this.#current() ? await (await this.#connecting)?.rest() : undefined;
  }

  async diagnose(cellId: string, source: string): Promise<readonly Diagnostic[]> {
    return await this.#types.diagnose(cellId, source);
  }

  async complete(cellId: string, source: string, offset: number): Promise<Completion> {
    return await this.#types.complete(cellId, source, offset);
  }

  async hover(cellId: string, source: string, offset: number): Promise<Hover | undefined> {
    return await this.#types.hover(cellId, source, offset);
  }

  async loadCompiler(): Promise<void> {
    await this.#types.loadCompiler();
  }

  dispose(): void {
    this.#drop();
    this.#types.dispose();
    void this.#connecting?.then((connection) => connection.close());
  }

  #current(): string | undefined {
    return this.#running?.request.cellId ?? this.#past.at(-1)?.cellId;
  }

  async #connect(): Promise<Connection> {
    const forget = (): void => void (this.#connecting = undefined);
    this.#connecting ??= Connection.open(({ outputs, late }) => {
      const cellId = this.#current();
      if (cellId === undefined) return;
      for (const output of outputs)
        this.#options.onEvent({ ...output, cellId, ...(late && { late }) });
    }, forget);
    return await this.#connecting.catch((error: unknown) => {
      forget();
      throw error;
    });
  }

  async #next(): Promise<void> {
    if (this.#running !== undefined) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    this.#running = waiting;
    const done = await this.#attempt(waiting.request);
    this.#running = undefined;
    this.#finish(waiting, done);
    if (done.status === "error") this.#drop();
    void this.#next();
  }

  async #attempt({ cellId, source: edited }: RunRequest): Promise<Done> {
    try {
      const { cells, folder } = await programOf(this.#options.lesson);
      const source = edited ?? cells.find(({ id }) => id === cellId)?.source;
      if (source === undefined)
        throw new Error(`this lesson has no cell ${JSON.stringify(cellId)}`);
      const connection = await this.#connect();
      const count = this.#past.length + 1;
      this.#options.onEvent({ type: "started", cellId, count });
      const ran = await connection.run(source, folder);
      if (ran === undefined)
        throw new Error("the line to the local kernel broke: what it knew is lost");
      if (ran.status !== "interrupted") this.#past.push({ cellId, source, count });
      return { type: "done", cellId, count, ...ran };
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      const ename = "LocalKernelFailed";
      const traceback = [`${ename}: ${evalue}`];
      this.#options.onEvent({ type: "error", cellId, ename, evalue, traceback });
      return { type: "done", cellId, status: "error" };
    }
  }

  #finish({ resolve }: Waiting, done: Done): void {
    this.#options.onEvent(done);
    resolve(done);
  }

  #drop(): void {
    for (const waiting of this.#queue.splice(0)) {
      const { cellId } = waiting.request;
      this.#finish(waiting, { type: "done", cellId, status: "interrupted" });
    }
  }
}

async function programOf(lesson: string): Promise<LessonProgram> {
  await load(programPath(lesson));
  const own = (self as unknown as Loaded).interleavePrograms[lesson];
  if (own === undefined) throw new Error(`${programPath(lesson)} holds another lesson`);
  return own.program;
}
