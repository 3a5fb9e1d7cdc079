/** The engine of a lesson whose cells run on the kernel of the reader's own computer; types are still known in the page. */
import { createEngine as createPageEngine } from "../engine/engine.ts";
import { LessonCells } from "../engine/lesson-cells.ts";
import { RunLine } from "../engine/run-line.ts";
import {
  type Completion,
  type CompilerState,
  type Diagnostic,
  type Done,
  type Engine,
  type EngineOptions,
  type Hover,
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

class LocalEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #types: Engine;
  readonly #line: RunLine;
  #connecting: Promise<Connection> | undefined;
  #past: Ran[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#line = new RunLine(options.onEvent, async (request) => await this.#attempt(request));
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
    return await this.#line.run(request);
  }

  async interrupt(): Promise<void> {
    this.#line.drop();
    if (this.#line.running !== undefined) (await this.#connecting)?.interrupt();
  }

  async restart(): Promise<void> {
    this.#line.drop();
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
    this.#line.drop();
    this.#types.dispose();
    void this.#connecting?.then((connection) => connection.close());
  }

  #current(): string | undefined {
    return this.#line.running ?? this.#past.at(-1)?.cellId;
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

  async #attempt({ cellId, source: edited }: RunRequest): Promise<Done> {
    try {
      const cells = await LessonCells.load(this.#options.lesson);
      const source = edited ?? (await cells.find(cellId))?.source;
      if (source === undefined)
        throw new Error(`this lesson has no cell ${JSON.stringify(cellId)}`);
      const connection = await this.#connect();
      const count = this.#past.length + 1;
      this.#options.onEvent({ type: "started", cellId, count });
      const ran = await connection.run(source, cells.folder);
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
}
