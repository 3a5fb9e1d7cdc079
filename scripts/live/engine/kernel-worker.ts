import type { CompiledCell, Done } from "../protocol.ts";
import type { Modules } from "./loaded.ts";
import type { KernelAnswer, KernelRequest, Output, WorkerStart } from "./messages.ts";
import type { Sandbox } from "./sandbox.ts";

type Hear = (outputs: readonly Output[], late: boolean) => void;

/** A worker that runs cells, one at a time. */
export class KernelWorker {
  readonly #sandbox: Sandbox;
  readonly #id: number;
  readonly #port: MessagePort;
  readonly #rests = new Map<number, (text: string | undefined) => void>();
  #asked = 0;
  #done: ((status: Done["status"]) => void) | undefined;

  private constructor(sandbox: Sandbox, id: number, port: MessagePort, hear: Hear) {
    this.#sandbox = sandbox;
    this.#id = id;
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<KernelAnswer>): void => this.#receive(data, hear);
  }

  static start(
    sandbox: Sandbox,
    script: string,
    start: Omit<WorkerStart, "port">,
    hear: Hear,
  ): KernelWorker {
    const { port1, port2 } = new MessageChannel();
    const id = sandbox.spawn(script, { ...start, port: port2 });
    return new KernelWorker(sandbox, id, port1, hear);
  }

  /** Settles when the cell is done; with "interrupted" when the worker is ended. */
  async run(cell: CompiledCell, source: string, count: number): Promise<Done["status"]> {
    return await new Promise((resolve) => {
      this.#done = resolve;
      this.#send({ type: "run", cell, source, count });
    });
  }

  /** What cells can load from now on. */
  provide(modules: Modules): void {
    this.#send({ type: "modules", modules });
  }

  /** What was held back of the last cell's output. Answered when the worker's loop turns. */
  async rest(): Promise<string | undefined> {
    return await new Promise((resolve) => {
      const id = ++this.#asked;
      this.#rests.set(id, resolve);
      this.#send({ type: "rest", id });
    });
  }

  /** Ends it at once, whatever it does. Nothing of it is heard any more. */
  end(): void {
    this.#sandbox.end(this.#id);
    this.#port.close();
    this.#done?.("interrupted");
    for (const resolve of this.#rests.values()) resolve(undefined);
    this.#rests.clear();
  }

  #send(request: KernelRequest): void {
    this.#port.postMessage(request);
  }

  #receive(answer: KernelAnswer, hear: Hear): void {
    if (answer.type === "outputs") return hear(answer.outputs, answer.late);
    if (answer.type === "rest") {
      this.#rests.get(answer.id)?.(answer.text);
      this.#rests.delete(answer.id);
      return;
    }
    const done = this.#done;
    this.#done = undefined;
    done?.(answer.status);
  }
}
