/** What a worker has and Node has not: a cell must not find it, or it would do other things here than in the kernel. */
declare const nodeGlobals: readonly string[];

/** Removes the worker's own names, and those of the network, which no cell may use. */
export function hideWorker(): void {
  const kept = new Set(nodeGlobals);
  hideListening();
  for (let at: object | null = globalThis; at && at !== EventTarget.prototype; at = parentOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name !== "constructor" && !kept.has(name)) Reflect.deleteProperty(at, name);
    }
  }
}

/** What other event targets have (an AbortSignal, say), Node's global object has not. */
function hideListening(): void {
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"] as const) {
    const method: unknown = EventTarget.prototype[name];
    Object.defineProperty(EventTarget.prototype, name, {
      get(this: unknown) {
        return this === globalThis ? undefined : method;
      },
      set(this: object, value: unknown) {
        const own = { value, writable: true, configurable: true, enumerable: true };
        Object.defineProperty(this, name, own);
      },
      configurable: true,
      enumerable: true,
    });
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
