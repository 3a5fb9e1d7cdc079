/** What a worker has and Node has not: a cell must not find it, or it would do other things here than in the kernel. */
declare const nodeGlobals: readonly string[];

/** Removes the worker's own names, and those of the network, which no cell may use. */
export function hideWorker(): void {
  const kept = new Set(nodeGlobals);
  for (let at: object | null = globalThis; at && at !== Object.prototype; at = parentOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name !== "constructor" && !kept.has(name)) Reflect.deleteProperty(at, name);
    }
  }
}

function parentOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}

export function defineGlobals(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: name !== "process" && name !== "console",
    });
  }
}
