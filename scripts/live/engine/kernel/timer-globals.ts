/** setTimeout and its like as Node has them: objects for timers, extra arguments, and Node's order. */
import type { EventLoop, Immediate as WaitingImmediate } from "./event-loop.ts";
import type { Timer } from "./timers.ts";

type Function_ = (...values: unknown[]) => void;

let count = 0;

function checked(callback: unknown): Function_ {
  if (typeof callback === "function") return callback as Function_;
  const given = callback === undefined ? "undefined" : `type ${typeof callback}`;
  const text = `The "callback" argument must be of type function. Received ${given}`;
  throw Object.assign(new TypeError(text), { code: "ERR_INVALID_ARG_TYPE" });
}

/** As in Node, a timer is an object that is also a number. */
export class Timeout {
  readonly #loop: EventLoop;
  readonly #timer: Timer;
  readonly #id = ++count;
  #isReferenced = true;

  constructor(
    loop: EventLoop,
    callback: unknown,
    ms: unknown,
    values: unknown[],
    repeats: boolean,
  ) {
    const run = checked(callback);
    this.#loop = loop;
    this.#timer = loop.setTimer(() => run.apply(this, values), Number(ms), repeats);
  }

  ref(): this {
    this.#isReferenced = true;
    return this;
  }

  unref(): this {
    this.#isReferenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isReferenced;
  }

  refresh(): this {
    this.#loop.refresh(this.#timer);
    return this;
  }

  close(): this {
    this.#loop.clearTimer(this.#timer);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

class Immediate {
  readonly #waiting: WaitingImmediate;

  constructor(loop: EventLoop, callback: unknown, values: unknown[]) {
    const run = checked(callback);
    this.#waiting = loop.setImmediate(() => run.apply(this, values));
  }

  clear(): void {
    this.#waiting.callback = undefined;
  }
}

export function timerGlobals(loop: EventLoop): Readonly<Record<string, unknown>> {
  const numbered = new Map<number, WeakRef<Timeout>>();
  const started = (callback: unknown, ms: unknown, values: unknown[], repeats: boolean): Timeout =>
    new Timeout(loop, callback, ms, values, repeats);
  const clear = (timer: unknown): void => {
    const known = timer instanceof Timeout ? timer : numbered.get(Number(timer))?.deref();
    known?.close();
  };
  const toNumber = Timeout.prototype[Symbol.toPrimitive];
  Timeout.prototype[Symbol.toPrimitive] = function (this: Timeout): number {
    const id = toNumber.call(this);
    numbered.set(id, new WeakRef(this));
    return id;
  };
  return {
    setTimeout: function setTimeout(callback: unknown, ms?: unknown, ...values: unknown[]) {
      return started(callback, ms, values, false);
    },
    setInterval: function setInterval(callback: unknown, ms?: unknown, ...values: unknown[]) {
      return started(callback, ms, values, true);
    },
    setImmediate: function setImmediate(callback: unknown, ...values: unknown[]) {
      return new Immediate(loop, callback, values);
    },
    clearTimeout: function clearTimeout(timer?: unknown) {
      clear(timer);
    },
    clearInterval: function clearInterval(timer?: unknown) {
      clear(timer);
    },
    clearImmediate: function clearImmediate(immediate?: unknown) {
      if (immediate instanceof Immediate) immediate.clear();
    },
  };
}
