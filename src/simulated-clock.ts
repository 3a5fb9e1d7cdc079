import {
  type Clock,
  type RunOptions,
  type Timer,
  type TimerOptions,
  toMicroseconds,
} from "./clock.ts";
import { enterTurn } from "./context.ts";
import { Deque } from "./deque.ts";
import { DeadlockError } from "./errors.ts";
import { Heap } from "./heap.ts";
import { host, type TimeoutHandle } from "./host.ts";
import { sleepOn } from "./sleep.ts";
import { noteBusy } from "./trace.ts";
import { askAfterMicrotasks } from "./turn.ts";
import type { WaitOptions } from "./wait.ts";

/** Real I/O that nobody registered with `hold` looks like a deadlock: give it this long to show itself. */
const graceMs = 50;

/** A timer that is set; what is due is called once at most. */
class Alarm implements Timer {
  readonly at: number; // microseconds
  readonly order: number;
  /** Those in the foreground that are still to come; undefined for one in the background. */
  readonly #awaited: Count | undefined;
  #callback: (() => void) | undefined;

  constructor(at: number, order: number, callback: () => void, awaited: Count | undefined) {
    this.at = at;
    this.order = order;
    this.#callback = callback;
    this.#awaited = awaited;
    if (awaited) awaited.count += 1;
  }

  /** Whether it is neither cancelled nor called. */
  get isSet(): boolean {
    return this.#callback !== undefined;
  }

  call(): void {
    const callback = this.#callback;
    this.cancel();
    callback?.();
  }

  cancel(): void {
    if (this.#callback && this.#awaited) this.#awaited.count -= 1;
    this.#callback = undefined;
  }
}

interface Count {
  count: number;
}

/**
 * A clock that moves only when no task can run: it lets everything that is ready come to rest, then
 * jumps to the next instant that somebody sleeps for. Who sleeps until the same instant wakes in the
 * order of falling asleep, each in a turn of its own, as with Node's timers. 30 seconds take
 * milliseconds, and the same program gives the same result every time, everywhere.
 */
export class SimulatedClock implements Clock {
  #now = 0; // microseconds
  #asked = 0;
  readonly #awaited: Count = { count: 0 }; // alarms that are not in the background
  #held = 0;
  #turnAsked = false;
  readonly #afterMicrotasks = askAfterMicrotasks(() => this.#turn());
  readonly #ready = new Deque<(() => void) | Alarm>();
  readonly #alarms = new Heap<Alarm>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  readonly #programs = new Set<Program>();
  #grace: TimeoutHandle | undefined;

  now(): number {
    return this.#now / 1000;
  }

  sleep(ms: number, options?: WaitOptions): Promise<void> {
    return sleepOn(this, ms, options);
  }

  sleepSync(ms: number): void {
    noteBusy(ms);
    this.#now += toMicroseconds(ms);
  }

  callSoon(callback: () => void): void {
    this.#ready.push(callback);
    this.#askForTurn();
  }

  callLater(ms: number, callback: () => void, options?: TimerOptions): Timer {
    const at = this.#now + toMicroseconds(ms);
    const awaited = options?.background ? undefined : this.#awaited;
    const alarm = new Alarm(at, this.#asked++, callback, awaited);
    this.#alarms.push(alarm);
    this.#askForTurn();
    return alarm;
  }

  /** Stops time until `external` (real input or output, which takes real time) has settled. */
  async hold<T>(external: PromiseLike<T>): Promise<T> {
    this.#held += 1;
    try {
      return await external;
    } finally {
      this.#held -= 1;
      this.#askForTurn();
    }
  }

  async run<T>(main: () => PromiseLike<T>, options: RunOptions = {}): Promise<T> {
    let deadlocked: (error: Error) => void = () => {};
    const deadlock = new Promise<never>((_, reject) => (deadlocked = reject));
    const program: Program = { blocked: options.blocked ?? (() => []), deadlocked };
    this.#programs.add(program);
    try {
      this.#askForTurn();
      return await Promise.race([main(), deadlock]);
    } finally {
      this.#programs.delete(program);
      if (this.#programs.size === 0) this.#stopGrace();
    }
  }

  #askForTurn(): void {
    if (this.#turnAsked) return;
    this.#turnAsked = true;
    this.#stopGrace();
    this.#afterMicrotasks();
  }

  /** One callback, then all microtasks it leads to, then the next one. */
  #turn(): void {
    this.#turnAsked = false;
    if (this.#ready.size === 0 && this.#held === 0 && this.#awaited.count > 0) this.#advance();
    const next = this.#ready.shift();
    if (next === undefined) return this.#rest();
    this.#askForTurn();
    enterTurn();
    if (next instanceof Alarm) next.call();
    else next();
  }

  /** Jumps to the next alarm and makes all that are due at that instant ready. */
  #advance(): void {
    let due: number | undefined;
    for (;;) {
      const next = this.#alarms.peek();
      if (!next || (next.isSet && due !== undefined && next.at > due)) break;
      this.#alarms.pop();
      if (!next.isSet) continue;
      due = Math.max(this.#now, next.at); // sleepSync may have passed it by
      this.#ready.push(next);
    }
    this.#now = due ?? this.#now;
  }

  /** Nothing is ready and no alarm is set. Whoever is not done by now can only be woken from outside. */
  #rest(): void {
    if (this.#held > 0 || this.#programs.size === 0) return;
    this.#stopGrace();
    this.#grace = host.setTimeout(() => {
      for (const program of this.#programs) program.deadlocked(this.#deadlock(program));
    }, graceMs);
  }

  #stopGrace(): void {
    if (this.#grace === undefined) return;
    host.clearTimeout(this.#grace);
    this.#grace = undefined;
  }

  #deadlock(program: Program): DeadlockError {
    const blocked = program.blocked();
    const waiting = blocked.length > 0 ? `: ${blocked.join("; ")}` : "";
    const at = (this.#now / 1e6).toFixed(2);
    return new DeadlockError(
      `nothing can run at t = ${at} s, yet the program has not finished${waiting}`,
    );
  }
}

interface Program {
  readonly blocked: () => readonly string[];
  readonly deadlocked: (error: Error) => void;
}
