/**
 * Node's event loop, on the only thing that a worker has: messages to itself. Each callback gets a message of its own, so
 * that the microtasks after it run before the next one; which one is next is decided as libuv does: ticks, timers that are
 * due, messages, immediates.
 */
import { asNobody, keeping } from "./carrying.ts";
import { Timers, type Timer } from "./timers.ts";

type Callback = () => void;

export interface Immediate {
  callback: Callback | undefined;
}

/** What the worker had before cells could change it. */
export interface Platform {
  readonly now: () => number;
  readonly sleep: (callback: Callback, ms: number) => unknown;
  readonly wake: (handle: unknown) => void;
  /** Runs the callback in a turn of its own, soon. */
  readonly nextTurn: (callback: Callback) => void;
}

export class EventLoop {
  readonly #platform: Platform;
  readonly #fail: (error: unknown) => void;
  readonly #timers: Timers;
  #ticks: Callback[] = [];
  #messages: Callback[] = [];
  #immediates: Immediate[] = [];
  /** Those that were there when the check phase began: the others wait for the next. */
  #checking: Immediate[] = [];
  #phase: "timers" | "poll" | "check" = "timers";
  #isAsked = false;
  #sleeping: { readonly until: number; readonly handle: unknown } | undefined;

  /** `fail` is told what callbacks throw. */
  constructor(platform: Platform, fail: (error: unknown) => void) {
    this.#platform = platform;
    this.#fail = fail;
    this.#timers = new Timers(() => Math.floor(platform.now()));
  }

  nextTick(callback: Callback): void {
    this.#ticks.push(keeping(callback));
    this.#ask();
  }

  setTimer(callback: Callback, ms: number, repeats: boolean): Timer {
    const timer = this.#timers.add(keeping(callback), ms, repeats);
    this.#ask();
    return timer;
  }

  clearTimer(timer: Timer): void {
    this.#timers.stop(timer);
  }

  refresh(timer: Timer): void {
    this.#timers.refresh(timer);
    this.#ask();
  }

  setImmediate(callback: Callback): Immediate {
    const immediate = { callback: keeping(callback) };
    this.#immediates.push(immediate);
    this.#ask();
    return immediate;
  }

  /** As a message from outside: in the poll phase. */
  post(callback: Callback): void {
    this.#messages.push(asNobody(callback));
    this.#ask();
  }

  /** Resolves when this turn's microtasks have run. */
  async turnEnds(): Promise<void> {
    await new Promise<void>((resolve) => this.#platform.nextTurn(resolve));
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#platform.nextTurn(this.#turn);
  }

  /** The browser tells of rejections in a turn between ours: what runs next must come after that. */
  #turn = (): void => {
    if (this.#ticks.length > 0) {
      this.#isAsked = false;
      this.#runTicks();
      this.#askIfNeeded();
    } else this.#platform.nextTurn(this.#afterRejections);
  };

  #afterRejections = (): void => {
    this.#isAsked = false;
    const next = this.#ticks.length > 0 ? undefined : this.#next();
    if (next) this.#call(next);
    this.#runTicks();
    this.#askIfNeeded();
  };

  #runTicks(): void {
    // What they add runs too, before any microtask.
    for (let tick = this.#ticks.shift(); tick; tick = this.#ticks.shift()) this.#call(tick);
  }

  #call(callback: Callback): void {
    try {
      callback();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The next callback; phases that have none left are passed over, at most once around. */
  #next(): Callback | undefined {
    for (let passed = 0; passed < 4; passed++) {
      const found = this.#nextOfPhase();
      if (found) return found;
      this.#enterNextPhase();
    }
    return undefined;
  }

  #nextOfPhase(): Callback | undefined {
    if (this.#phase === "timers") return this.#timers.nextDue();
    if (this.#phase === "poll") return this.#messages.shift();
    for (let one = this.#checking.shift(); one; one = this.#checking.shift()) {
      const { callback } = one;
      one.callback = undefined;
      if (callback) return callback;
    }
    return undefined;
  }

  #enterNextPhase(): void {
    if (this.#phase === "timers") this.#phase = "poll";
    else if (this.#phase === "poll") {
      this.#phase = "check";
      this.#checking = this.#immediates;
      this.#immediates = [];
    } else {
      this.#phase = "timers";
      this.#timers.beginPhase();
    }
  }

  #askIfNeeded(): void {
    const isBusy =
      this.#ticks.length + this.#messages.length + this.#immediates.length + this.#checking.length >
      0;
    if (isBusy) return this.#ask();
    const due = this.#timers.nextDueAt();
    if (due === undefined) return;
    const now = this.#platform.now();
    if (due <= now) return this.#ask();
    this.#sleepUntil(due, now);
  }

  #sleepUntil(due: number, now: number): void {
    if (this.#sleeping !== undefined) {
      if (this.#sleeping.until <= due) return;
      this.#platform.wake(this.#sleeping.handle);
    }
    const awake = (): void => {
      this.#sleeping = undefined;
      this.#ask();
    };
    this.#sleeping = { until: due, handle: this.#platform.sleep(awake, due - now) };
  }
}
