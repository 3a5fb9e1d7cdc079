/** Runs the cells that the page sends, one after the other. */
import type { Faults } from "../../../kernel/shim/faults.js";
import type { Runner } from "../../../kernel/shim/runner.js";
import type { CompiledCell } from "../../protocol.ts";
import { lineOfFailure } from "../line-of-failure.ts";
import type { KernelAnswer, KernelRequest, Output } from "../messages.ts";
import type { LiveModules } from "./live-modules.ts";
import type { LiveOutput } from "./live-output.ts";
import type { Printing } from "./printing.ts";
import type { Traces } from "./traces.ts";

type Failure = Readonly<NonNullable<CompiledCell["failure"]>>;

export class Cells {
  isRunning = false;
  readonly #runner: Runner;
  readonly #modules: LiveModules;
  readonly #faults: Faults;
  readonly #output: LiveOutput;
  readonly #printing: Printing;
  readonly #traces: Traces;
  readonly #send: (answer: KernelAnswer) => void;

  constructor(
    runner: Runner,
    modules: LiveModules,
    faults: Faults,
    output: LiveOutput,
    printing: Printing,
    traces: Traces,
    send: (answer: KernelAnswer) => void,
  ) {
    this.#runner = runner;
    this.#modules = modules;
    this.#faults = faults;
    this.#output = output;
    this.#printing = printing;
    this.#traces = traces;
    this.#send = send;
    faults.publish = (failure) => output.publish(errorOf(failure));
  }

  receive(request: KernelRequest): void {
    if (request.type === "rest") {
      this.#send({ type: "rest", id: request.id, text: this.#output.rest() });
    } else if (request.type === "modules") this.#modules.add(request.modules);
    else void this.#run(request);
  }

  async #run(request: KernelRequest & { readonly type: "run" }): Promise<void> {
    this.#output.flush();
    this.isRunning = true;
    this.#output.begin();
    this.#traces.steps.begin();
    const failure = await this.#attempt(request);
    await this.#printing.settled();
    if (failure) this.#output.publish(errorOf(failure));
    this.#faults.end();
    const trace = this.#traces.steps.undrawn();
    if (trace) this.#output.publish({ type: "trace", trace });
    this.#output.flush();
    this.isRunning = false;
    this.#send({ type: "done", status: failure ? "error" : "ok" });
  }

  async #attempt({
    cell,
    source,
    count,
  }: KernelRequest & { readonly type: "run" }): Promise<Failure | undefined> {
    try {
      const maps = [JSON.stringify({ lines: cell.lines })];
      const names = [...cell.names];
      const virtual = [...(cell.virtual ?? [])];
      const ready = this.#runner.prepare({ ...cell, maps, names, virtual } as never, source, count);
      if (ready !== undefined) await this.#runner.run(ready);
      return cell.failure;
    } catch (error) {
      return this.#faults.describe(error);
    }
  }
}

function errorOf({ ename, evalue, traceback }: Failure): Output {
  const line = lineOfFailure(traceback);
  return { type: "error", ename, evalue, traceback, ...(line !== undefined && { line }) };
}
