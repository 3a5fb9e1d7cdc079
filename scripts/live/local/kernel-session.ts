import { join, relative } from "node:path";
import { performance } from "node:perf_hooks";
import type { WebSocket } from "ws";
import { Kernel } from "../../kernel/client.ts";
import type { DisplayOutput, Output as Stored } from "../../kernel/output.ts";
import { lineOfFailure } from "../engine/line-of-failure.ts";
import { LiveOutput } from "../engine/kernel/live-output.ts";
import { defaultLimits } from "../protocol.ts";
import type { FromKernel, ToKernel } from "./messages.ts";

/** How long output is collected before it is sent. */
const BATCH_MS = 16;

/** One page and its kernel: started with the first cell, ended with the connection. */
export class KernelSession {
  readonly #socket: WebSocket;
  readonly #root: string;
  readonly #output: LiveOutput;
  readonly #displays = new Map<DisplayOutput, string>();
  #kernel: Promise<Kernel> | undefined;
  #isRunning = false;
  #isStopping = false;
  #ending: Promise<void> = Promise.resolve();

  /** `root`: the project's folder. */
  constructor(socket: WebSocket, root: string) {
    this.#socket = socket;
    this.#root = root;
    this.#output = new LiveOutput(
      defaultLimits,
      (outputs) => this.#send({ type: "outputs", outputs, late: !this.#isRunning }),
      () => performance.now(),
      (flush) => setTimeout(flush, BATCH_MS),
    );
    socket.on("message", (data: Buffer) => this.#receive(JSON.parse(data.toString()) as ToKernel));
    socket.once("close", () => this.#end());
  }

  /** Resolves when its kernel is gone. */
  async close(): Promise<void> {
    this.#socket.close();
    this.#end();
    await this.#ending;
  }

  #receive(message: ToKernel): void {
    if (message.type === "run") void this.#run(message.code, message.folder);
    else if (message.type === "interrupt") void this.#interrupt();
    else if (message.type === "restart") void this.#restart();
    else {
      const text = this.#output.rest();
      this.#send({ type: "rest", ...(text !== undefined && { text }) });
    }
  }

  async #run(code: string, folder: string): Promise<void> {
    this.#isRunning = true;
    this.#isStopping = false;
    this.#output.begin();
    const done = await this.#attempt(code, folder);
    this.#output.flush();
    this.#isRunning = false;
    this.#send(done);
  }

  async #attempt(code: string, folder: string): Promise<FromKernel & { readonly type: "done" }> {
    try {
      const kernel = await (this.#kernel ??= this.#start(folder));
      const onOutput = (output: Stored): void => this.#publish(output);
      const ran = await kernel.execute(code, { onOutput, stopOnError: false });
      const status = ran.status === "ok" ? "ok" : this.#isStopping ? "interrupted" : "error";
      const { executionCount: count } = ran;
      return { type: "done", status, ...(count !== null && { count }) };
    } catch (error) {
      this.#kernel = undefined;
      if (this.#isStopping) return { type: "done", status: "interrupted" };
      const evalue = error instanceof Error ? error.message : String(error);
      const ename = "LocalKernelFailed";
      this.#output.publish({ type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] });
      return { type: "done", status: "error" };
    }
  }

  async #start(folder: string): Promise<Kernel> {
    const cwd = join(this.#root, folder);
    if (relative(this.#root, cwd).startsWith(".."))
      throw new Error(`${folder} is not in the project`);
    const onLate = (output: Stored): void => this.#publish(output);
    const onUpdate = (output: DisplayOutput): void => this.#update(output);
    return await Kernel.start({ cwd, onLate, onUpdate });
  }

  async #interrupt(): Promise<void> {
    if (!this.#isRunning) return;
    this.#isStopping = true;
    (await this.#kernel?.catch(() => undefined))?.interrupt();
  }

  async #restart(): Promise<void> {
    this.#end();
    await this.#ending;
    this.#send({ type: "restarted" });
  }

  /** What runs is interrupted: it may be a loop that would not leave when asked. */
  #end(): void {
    const kernel = this.#kernel;
    this.#kernel = undefined;
    this.#isStopping = true;
    if (kernel === undefined) return;
    const leave = async (): Promise<void> => {
      const started = await kernel.catch(() => undefined);
      started?.interrupt();
      await started?.shutdown();
    };
    this.#ending = this.#ending.then(leave);
  }

  #publish(output: Stored): void {
    if (output.output_type === "stream") return this.#output.stream(output.name, output.text);
    if (output.output_type === "error") {
      const { ename, evalue, traceback } = output;
      const line = lineOfFailure(traceback);
      return this.#output.publish({
        ...{ type: "error", ename, evalue, traceback },
        ...(line !== undefined && { line }),
      });
    }
    const displayId = `display-${this.#displays.size}`;
    if (output.output_type === "display_data") this.#displays.set(output, displayId);
    const { data, metadata } = output;
    this.#output.publish({ type: "display", data, metadata, displayId });
  }

  #update(output: DisplayOutput): void {
    const displayId = this.#displays.get(output);
    const { data, metadata } = output;
    if (displayId !== undefined)
      this.#output.publish({ type: "display-update", displayId, data, metadata });
  }

  #send(message: FromKernel): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
