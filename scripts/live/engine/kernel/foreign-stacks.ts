/**
 * V8 hands a stack to `Error.prepareStackTrace`, place by place. Firefox knows no such hook and writes
 * `name@file:line:column`: there the hook is called with what these lines say, when a stack is first looked at.
 */
export function callPrepareStackTrace(): void {
  for (const { prototype } of [Error, DOMException]) callFor(prototype);
}

function callFor(prototype: object): void {
  const native = Object.getOwnPropertyDescriptor(prototype, "stack");
  if (!native?.get) return; // V8: every error has a stack of its own
  const read = native.get;
  const prepared = new WeakMap<object, unknown>();
  Object.defineProperty(prototype, "stack", {
    ...native,
    get(this: Error): unknown {
      const text: unknown = read.call(this);
      if (typeof text !== "string" || !Error.prepareStackTrace) return text;
      if (!prepared.has(this)) {
        prepared.set(this, Error.prepareStackTrace(this, sitesOf(text, madeBy(this))));
      }
      return prepared.get(this);
    },
  });
}

/** The names of the error's classes: their constructors are no places of the program, and V8 leaves them out. */
function madeBy(error: object): ReadonlySet<string> {
  const names = new Set<string>();
  let one: unknown = error.constructor;
  while (typeof one === "function" && one.name !== "") {
    names.add(one.name);
    one = Object.getPrototypeOf(one);
  }
  return names;
}

/** A line may begin with how an await led there (`async*`), and a name say where its function stands (`outer/inner<`). */
function sitesOf(text: string, makers: ReadonlySet<string>): NodeJS.CallSite[] {
  const lines = [...text.matchAll(/^(?:.*\*)?(.*?)@(.*):(\d+):(\d+)$/gm)];
  const first = lines.findIndex(([, name = ""]) => !makers.has(name));
  return lines.slice(Math.max(first, 0)).map(([, name = "", file = "", line, column]) => {
    const site = {
      getFileName: () => file,
      getLineNumber: () => Number(line),
      getColumnNumber: () => Number(column),
      getFunctionName: () => (/^[\w$]+$/.test(name) ? name : null),
      isToplevel: () => true, // it does not say whose method a function is
      isConstructor: () => false,
    };
    return site as unknown as NodeJS.CallSite;
  });
}
