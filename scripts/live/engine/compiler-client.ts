import { load } from "../../site/browser/load.ts";
import {
  compilerPath,
  type CompiledCell,
  type CompilerState,
  type Completion,
  type Diagnostic,
  type Hover,
} from "../protocol.ts";
import type { Loaded } from "./loaded.ts";
import type { CompilerAnswer, CompilerRequest } from "./messages.ts";
import type { Sandbox } from "./sandbox.ts";

/** Where it works, and for which lesson. */
export interface Where {
  readonly sandbox: Sandbox;
  /** The folder of its notebook. */
  readonly cells: { readonly folder: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The compiler, in a worker of its own: it is loaded when it is first needed, and stays when cells are stopped. */
export class CompilerClient {
  state: CompilerState = "absent";
  readonly #tell: (state: CompilerState, reason?: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #starting: Promise<MessagePort> | undefined;
  #asked = 0;

  constructor(tell: (state: CompilerState, reason?: string) => void) {
    this.#tell = tell;
  }

  /** Resolves when it is ready. Rejects when it cannot be loaded; the next call tries again. */
  async start(where: Where): Promise<void> {
    await this.#port(where);
  }

  async compile(where: Where, chain: readonly string[], source: string): Promise<CompiledCell> {
    return (await this.#ask(where, "compile", chain, source)) as CompiledCell;
  }

  /** The script of a cell that reports its lines; undefined when there is nothing to run. */
  async step(
    where: Where,
    chain: readonly string[],
    source: string,
    instrument: string,
  ): Promise<string | undefined> {
    return (await this.#ask(where, "step", chain, source, { instrument })) as string | undefined;
  }

  async diagnose(
    where: Where,
    chain: readonly string[],
    source: string,
  ): Promise<readonly Diagnostic[]> {
    return (await this.#ask(where, "diagnose", chain, source)) as readonly Diagnostic[];
  }

  async complete(
    where: Where,
    chain: readonly string[],
    source: string,
    offset: number,
  ): Promise<Completion> {
    return (await this.#ask(where, "complete", chain, source, { offset })) as Completion;
  }

  async hover(
    where: Where,
    chain: readonly string[],
    source: string,
    offset: number,
  ): Promise<Hover | undefined> {
    return (await this.#ask(where, "hover", chain, source, { offset })) as Hover | undefined;
  }

  async #ask(
    where: Where,
    task: CompilerRequest["task"],
    chain: readonly string[],
    source: string,
    more: Partial<Pick<CompilerRequest, "offset" | "instrument">> = {},
  ): Promise<unknown> {
    const port = await this.#port(where);
    return await new Promise((resolve, reject) => {
      const id = ++this.#asked;
      this.#waiting.set(id, { resolve, reject });
      port.postMessage({ id, task, chain, source, offset: 0, ...more } satisfies CompilerRequest);
    });
  }

  async #port(where: Where): Promise<MessagePort> {
    this.#starting ??= this.#start(where).catch((error: unknown) => {
      this.#starting = undefined;
      this.#enter("failed", error instanceof Error ? error.message : String(error));
      throw error;
    });
    return await this.#starting;
  }

  async #start({ sandbox, cells: { folder } }: Where): Promise<MessagePort> {
    this.#enter("loading");
    await load(compilerPath);
    const { script, files } = (self as unknown as Loaded).interleaveCompiler;
    const { port1, port2 } = new MessageChannel();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(0, { resolve: () => resolve(), reject });
      port1.onmessage = ({ data }: MessageEvent<CompilerAnswer>): void => this.#receive(data);
      sandbox.spawn(script, { files, folder, port: port2 });
    });
    this.#enter("ready");
    return port1;
  }

  #receive(answer: CompilerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("broken" in answer) waiting?.reject(new Error(`the compiler failed: ${answer.broken}`));
    else waiting?.resolve(answer.result);
  }

  #enter(state: CompilerState, reason?: string): void {
    this.state = state;
    this.#tell(state, reason);
  }
}
