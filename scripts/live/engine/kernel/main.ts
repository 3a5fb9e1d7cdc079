/** The worker in which the cells of a lesson run: the same parts as in the kernel, on Node's own inspect and event loop. */
import { kBindStreamsLazy } from "internal/console/constructor";
import { inspect } from "node:util";
import { Faults } from "../../../kernel/shim/faults.js";
import { Runner } from "../../../kernel/shim/runner.js";
import { Stacks } from "../../../kernel/shim/stacks.js";
import type { KernelAnswer, KernelRequest, WorkerStart } from "../messages.ts";
import { keptReaction, provideCarrying } from "./carrying.ts";
import { Cells } from "./cells.ts";
import { EventLoop } from "./event-loop.ts";
import { callPrepareStackTrace } from "./foreign-stacks.ts";
import { LiveModules } from "./live-modules.ts";
import { LiveOutput } from "./live-output.ts";
import { needsNode, setLesson } from "./needs-node.ts";
import { defineGlobals, hideWorker } from "./node-globals.ts";
import { platform } from "./platform.ts";
import { createPrinting, globalConsole } from "./printing.ts";
import { createProcess } from "./process.ts";
import { noteListeners } from "./promise-states.ts";
import { rememberProxies } from "./proxies.ts";
import { provideSharedBuffers } from "./sleeping.ts";
import { timerGlobals } from "./timer-globals.ts";
import { Traces } from "./traces.ts";
import { createTslab } from "./tslab.ts";
import { postThrough } from "../node-names/worker_threads.ts";

function begin({ lesson, folder, limits, modules: texts, port }: WorkerStart): void {
  setLesson(lesson);
  const send = (answer: KernelAnswer): void => port.postMessage(answer);
  const loop: EventLoop = new EventLoop(platform, (error) =>
    process.emit("uncaughtException", error),
  );
  postThrough(loop);
  const output = new LiveOutput(
    limits,
    (outputs) => send({ type: "outputs", outputs, late: !cells.isRunning }),
    platform.now,
    (flush) => loop.setImmediate(flush),
  );
  const unheard = (promise: Promise<unknown>, reason: unknown): boolean =>
    process.emit("unhandledRejection", reason, promise);
  const printing = createPrinting(
    (name, text) => output.stream(name, text),
    unheard,
    () => loop.turnEnds(),
  );
  const process = createProcess(loop, printing.write, platform.now);
  listenForFaults(process);
  rememberProxies();
  noteListeners();
  provideSharedBuffers();
  provideCarrying();
  hideWorker();
  const noNetwork = (): Promise<never> => Promise.reject(needsNode("fetch"));
  const queueMicrotask = (callback: unknown): void =>
    platform.queueMicrotask(keptReaction(callback) as () => void);
  defineGlobals({
    structuredClone: cloneAsNode(structuredClone),
    ...timerGlobals(loop),
    ...{ process, console: globalConsole, global: globalThis, fetch: noNetwork, queueMicrotask },
  });
  globalConsole[kBindStreamsLazy]?.(process);
  Object.assign(inspect.defaultOptions, { colors: false, breakLength: 80 });
  const stacks = new Stacks("");
  const faults = new Faults(stacks);
  const traces = new Traces();
  const modules = new LiveModules(
    texts,
    stacks,
    { tslab: createTslab(output, () => traces.shown()), util: () => ({ inspect }) },
    platform.evaluate,
  );
  // The parts of the kernel say what they need; these are as much of it as they use.
  const runner = new Runner(stacks, faults, modules as never, folder, traces.steps);
  const cells = new Cells(runner, modules, faults, output, printing, traces, send);
  stacks.install();
  callPrepareStackTrace();
  faults.install();
  port.onmessage = ({ data }: MessageEvent<KernelRequest>): void => cells.receive(data);
}

/** Node's says only what cannot be cloned. */
function cloneAsNode(clone: typeof structuredClone): typeof structuredClone {
  return function structuredClone<T>(value: T, options?: StructuredSerializeOptions): T {
    try {
      return clone(value, options);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const message = error.message.replace(/^Failed to execute .*?: /, "");
      throw Object.defineProperty(error, "message", { value: message, configurable: true });
    }
  };
}

function listenForFaults(process: { emit(event: string, ...values: unknown[]): boolean }): void {
  platform.onRejection((reason, promise) => process.emit("unhandledRejection", reason, promise));
  platform.onError((error) => process.emit("uncaughtException", error));
}

platform.onStart(begin);
