/** Node's console, on streams that wait when a promise is printed: what it shows is known a microtask later. */
import globalConsole from "internal/console/global";
import { collecting, learn } from "./promise-states.ts";

type Print = (...values: unknown[]) => unknown;

interface Wait {
  print: () => void;
  isReady: boolean;
}

export interface Printing {
  /** To be called by the streams: writes now, or after what already waits. */
  readonly write: (name: "stdout" | "stderr", text: string) => void;
  /** Resolves when nothing waits any more. */
  readonly settled: () => Promise<void>;
}

/** Makes every method of the console wait for its promises; `write` gets the text in the order of the calls. */
export function createPrinting(
  write: (name: "stdout" | "stderr", text: string) => void,
  unheard: (promise: Promise<unknown>, reason: unknown) => void,
  turnEnds: () => Promise<void>,
): Printing {
  const waiting: Wait[] = [];
  let caught: (() => void)[] | undefined;
  let wake: (() => void)[] = [];

  const emit = (name: "stdout" | "stderr", text: string): void => {
    if (caught) caught.push(() => write(name, text));
    else if (waiting.length > 0) waiting.push({ print: () => write(name, text), isReady: true });
    else write(name, text);
  };
  const drain = (): void => {
    while (waiting[0]?.isReady) waiting.shift()?.print();
    if (waiting.length > 0) return;
    for (const one of wake) one();
    wake = [];
  };
  /** What a call writes, not written yet. */
  const catchWrites = (print: () => void): (() => void)[] => {
    const outer = caught;
    const own: (() => void)[] = [];
    caught = own;
    try {
      print();
    } finally {
      caught = outer;
    }
    return own;
  };
  const printing = (method: Print, values: unknown[], again: Print): void => {
    const [writes, promises] = collecting(() => catchWrites(() => method(...values)));
    const print = (): void => {
      for (const one of writes) one();
    };
    if (promises.length === 0) {
      if (waiting.length > 0) waiting.push({ print, isReady: true });
      else print();
      return;
    }
    const wait: Wait = { print, isReady: false };
    waiting.push(wait);
    void learn(promises, unheard, turnEnds).then((isNews) => {
      if (isNews) {
        const anew = catchWrites(() => again(...values));
        wait.print = () => {
          for (const one of anew) one();
        };
      }
      wait.isReady = true;
      drain();
    });
  };

  // The others count, indent or measure: they print no values, or print by these.
  for (const name of ["log", "warn", "error", "info", "debug", "dir", "table"] as const) {
    const method = (globalConsole as Record<string, Print>)[name];
    if (method === undefined) continue;
    const wrapped: Print = (...values) => {
      if (caught) return method(...values);
      return printing(method, values, method);
    };
    Object.defineProperty(wrapped, "name", { value: name, configurable: true });
    (globalConsole as Record<string, Print>)[name] = wrapped;
  }
  return {
    write: emit,
    settled: async () => {
      if (waiting.length > 0) await new Promise<void>((resolve) => wake.push(resolve));
    },
  };
}

export { globalConsole };
