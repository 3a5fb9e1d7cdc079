import type { TracedTask, Trace } from "./trace.ts";

/**
 * The few things that this library needs from where it runs: Node, a page or a worker.
 * They are looked up here and nowhere else, so that the rest imports nothing and knows no platform.
 */
interface Host {
  readonly setTimeout: (callback: () => void, ms: number) => TimeoutHandle;
  readonly clearTimeout: (handle: TimeoutHandle | undefined) => void;
  readonly performance: { now(): number };
  readonly console: { log(text: string): void };
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly process?: {
    readonly nextTick?: (callback: () => void) => void;
    readonly getBuiltinModule?: (id: string) => Record<string, unknown> | undefined;
    readonly on?: (event: "unhandledRejection", listener: (error: unknown) => void) => unknown;
    readonly off?: (event: "unhandledRejection", listener: (error: unknown) => void) => unknown;
  };
  readonly addEventListener?: RejectionEvents;
  readonly removeEventListener?: RejectionEvents;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
  readonly interleaveWatcher?: Watcher;
}

/** Who looks on while programs run, where somebody does: the stepper of the course's pages. */
export interface Watcher {
  /** A trace was made; `currentTask` says whose code runs, whenever it is asked. */
  traced(trace: Trace, currentTask: () => TracedTask | undefined): void;
  /** A trace is shown as a figure. */
  drawn(trace: Trace): void;
}

/** Node's has `unref`: it may end without waiting for the timer. A page's is a number. */
export interface TimeoutHandle {
  readonly unref?: () => void;
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: unknown): void;
}

type RejectionEvents = (type: "unhandledrejection", listener: (event: Rejection) => void) => void;

/** What a page or a worker is told about a rejection that nobody heard. */
export interface Rejection {
  readonly reason: unknown;
  preventDefault(): void;
}

export const host = globalThis as unknown as Host;

/** As much of an AbortSignal as a wait needs. Node's and the browser's both fit. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
