import { Alarm, Alarms, type Count } from "./alarms.ts";
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
import { host, type TimeoutHandle } from "./host.ts";
import { canBeCutShort, sleepOn } from "./sleep.ts";
import { noteBusy } from "./trace.ts";
import { askAfterMicrotasks } from "./turn.ts";
import type { WaitOptions } from "./wait.ts";

/** Real I/O that nobody registered with `hold` looks like a deadlock: give it this long to show itself. */
const graceMs = 50;

/**
 * A clock that moves only when no task can run: it lets everything that is ready come to rest, then
 * jumps to the next instant that somebody sleeps for. Who sleeps until the same instant wakes in the
 * order of falling asleep, each in a turn of its own, as with Node's timers. 30 seconds take
 * milliseconds, and the same program gives the same result every time, everywhere.
 */
export class SimulatedClock implements Clock {
  #now = 0; // microseconds
  readonly #awaited: Count = { count: 0 }; // alarms that are not in the background
  #held = 0;
  #turnAsked = false;
  readonly #afterMicrotasks = askAfterMicrotasks(() => this.#turn());
  readonly #ready = new Deque<(() => void) | Alarm>();
  /** A sleep that nobody can cut short is nothing but what wakes it: with 100,000 of them every byte counts. */
  readonly #alarms = new Alarms<(() => void) | Alarm>();
  readonly #programs = new Set<Program>();
  #grace: TimeoutHandle | undefined;

  now(): number {
    return this.#now / 1000;
  }

  sleep(ms: number, options?: WaitOptions): Promise<void> {
    if (canBeCutShort(options)) return sleepOn(this, ms, options);
    return new Promise((resolve) => {
      this.#alarms.add(this.#now + toMicroseconds(ms), resolve);
      this.#awaited.count += 1;
      this.#askForTurn();
    });
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
    const alarm = new Alarm(callback, awaited);
    this.#alarms.add(at, alarm);
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

  /** Jumps to the next instant for which an alarm is set, and makes all that are due by then ready. */
  #advance(): void {
    for (let at = this.#alarms.earliest; at !== undefined; at = this.#alarms.earliest) {
      if (this.#ready.size > 0 && at > this.#now) break;
      this.#alarms.takeEarliest(this.#makeReady);
      if (this.#ready.size > 0) this.#now = Math.max(this.#now, at); // sleepSync may have passed it by
    }
  }

  readonly #makeReady = (what: (() => void) | Alarm): void => {
    if (!(what instanceof Alarm)) this.#awaited.count -= 1;
    else if (!what.isSet) return;
    this.#ready.push(what);
  };

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
