/**
 * Whose code runs, carried across awaits and callbacks as Node's AsyncLocalStorage carries it. A worker has nothing of the
 * kind: awaits say it themselves (see scripts/live/instrument/carry.ts), callbacks are wrapped where they are handed over.
 */

/** What storages hold for the code that runs, the innermost `run` first. */
interface Held {
  readonly storage: unknown;
  readonly value: unknown;
  readonly outer: Held | undefined;
}

let current: Held | undefined;

/** Node's, as far as the library uses it. */
export class AsyncLocalStorage {
  #isEnabled = false;

  getStore(): unknown {
    if (!this.#isEnabled) return undefined;
    for (let one = current; one; one = one.outer) if (one.storage === this) return one.value;
    return undefined;
  }

  run<T>(value: unknown, body: (...values: unknown[]) => T, ...values: unknown[]): T {
    this.#isEnabled = true;
    return runWith({ storage: this, value, outer: current }, () => body(...values));
  }

  disable(): void {
    this.#isEnabled = false;
  }
}

function runWith<T>(held: Held | undefined, body: () => T): T {
  const outer = current;
  current = held;
  try {
    return body();
  } finally {
    current = outer;
  }
}

/** The callback, as a part of the code that hands it over. */
export function keeping<Values extends unknown[], T>(
  callback: (this: unknown, ...values: Values) => T,
): (this: unknown, ...values: Values) => T {
  const held = current;
  return function (this: unknown, ...values: Values): T {
    return runWith(held, () => callback.apply(this, values));
  };
}

/** The callback, as nobody's code. */
export function asNobody(callback: () => void): () => void {
  return () => runWith(undefined, callback);
}

/** What a promise will call. The engine's own functions are left: stack traces find their way by them. */
export function keptReaction(reaction: unknown): unknown {
  if (typeof reaction !== "function" || isEngines(reaction)) return reaction;
  return keeping(reaction as (...values: unknown[]) => unknown);
}

const { toString } = Function.prototype;

function isEngines(reaction: { readonly name: string }): boolean {
  return reaction.name === "" && /\{ \[native code\] \}$/.test(toString.call(reaction));
}

/** What an await of something else than a promise waits for: its `then` is called as a part of the code that waits. */
class Wait {
  readonly value: { then?: unknown };
  readonly #held = current;

  constructor(value: { then?: unknown }) {
    this.value = value;
  }

  get then(): unknown {
    const { value } = this;
    const held = this.#held;
    const { then } = value;
    if (typeof then !== "function") return undefined;
    return (...reactions: unknown[]): unknown => {
      return runWith(held, () => Reflect.apply(then, value, reactions) as unknown);
    };
  }
}

/** What the instrumented code asks for. */
const carry = {
  here: (): Held | undefined => current,
  back: (held: Held | undefined, value?: unknown): unknown => {
    current = held;
    return value instanceof Wait ? value.value : value;
  },
  wait: (value: unknown): unknown => {
    if (typeof value !== "object" && typeof value !== "function") return value;
    if (value === null || (value instanceof Promise && value.constructor === Promise)) return value;
    return new Wait(value);
  },
  first: (value: unknown): unknown => value,
};

/** To be called before any module or cell runs. */
export function provideCarrying(): void {
  Object.defineProperty(globalThis, "__carry", { value: Object.freeze(carry) });
}
