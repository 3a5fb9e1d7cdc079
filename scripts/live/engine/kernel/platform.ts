/** The worker's own means, taken before anything hides or changes them. */
import type { WorkerStart } from "../messages.ts";
import type { Platform } from "./event-loop.ts";

const worker = self;
const scope = worker as unknown as {
  setTimeout: (callback: () => void, ms: number) => unknown;
  clearTimeout: (handle: unknown) => void;
  addEventListener: (type: string, listener: (event: never) => void) => void;
  queueMicrotask: (callback: () => void) => void;
  performance: Performance;
};
const { setTimeout: sleep, clearTimeout: wake, addEventListener, queueMicrotask } = scope;
const { performance } = scope;
const timeNow = performance.now;
const channel = new MessageChannel();
const turns: (() => void)[] = [];
const post = channel.port2.postMessage.bind(channel.port2);

channel.port1.onmessage = (): void => turns.shift()?.();

interface OurPlatform extends Platform {
  readonly evaluate: (code: string) => unknown;
  readonly queueMicrotask: (callback: () => void) => void;
  onStart(begin: (start: WorkerStart) => void): void;
  onRejection(heard: (reason: unknown, promise: Promise<unknown>) => void): void;
  onError(heard: (error: unknown) => void): void;
}

export const platform: OurPlatform = {
  now: () => timeNow.call(performance),
  sleep: (callback, ms) => sleep.call(worker, callback, ms),
  wake: (handle) => wake.call(worker, handle),
  nextTurn: (callback) => {
    turns.push(callback);
    post(null);
  },
  evaluate: eval,
  queueMicrotask: queueMicrotask.bind(worker),
  onStart: (begin) => {
    const started = ({ data }: MessageEvent<WorkerStart>): void => {
      begin(data);
    };
    addEventListener.call(worker, "message", once(started));
  },
  onRejection: (heard) => {
    const listener = (event: PromiseRejectionEvent): void => {
      event.preventDefault();
      heard(event.reason, event.promise as Promise<unknown>);
    };
    addEventListener.call(worker, "unhandledrejection", listener);
  },
  onError: (heard) => {
    const listener = (event: { error: unknown; preventDefault(): void }): void => {
      event.preventDefault();
      heard(event.error);
    };
    addEventListener.call(worker, "error", listener);
  },
};

/** A cell may make its own messages: only the first is ours. */
function once<T>(f: (value: T) => void): (value: T) => void {
  let isDone = false;
  return (value) => {
    if (!isDone) f(value);
    isDone = true;
  };
}
