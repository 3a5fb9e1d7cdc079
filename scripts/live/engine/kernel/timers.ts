/** Node's timers: those of one duration wait in one list, first in first out; the list that is due first comes first. */
type Callback = () => void;

export interface Timer {
  readonly callback: Callback;
  readonly ms: number;
  readonly repeats: boolean;
  startedAt: number;
  isWaiting: boolean;
}

interface List {
  readonly ms: number;
  readonly timers: Set<Timer>;
  dueAt: number;
}

export class Timers {
  readonly #now: () => number;
  readonly #lists = new Map<number, List>();
  /** The list whose timers run now, and the time that decides which of them are due. */
  #running: List | undefined;
  #phaseNow = 0;

  /** `now` in whole milliseconds, as libuv counts. */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(callback: Callback, ms: number, repeats: boolean): Timer {
    // Also what is no number: as in Node.
    const whole = ms >= 1 && ms <= 2 ** 31 - 1 ? Math.trunc(ms) : 1;
    const timer = { callback, ms: whole, repeats, startedAt: 0, isWaiting: false };
    this.#start(timer);
    return timer;
  }

  remove(timer: Timer): void {
    timer.isWaiting = false;
    const list = this.#lists.get(timer.ms);
    list?.timers.delete(timer);
    if (list?.timers.size === 0 && list !== this.#running) this.#lists.delete(timer.ms);
  }

  /** Starts it anew, also when it has run. */
  refresh(timer: Timer): void {
    this.#lists.get(timer.ms)?.timers.delete(timer);
    this.#start(timer);
  }

  beginPhase(): void {
    this.#phaseNow = this.#now();
    this.#running = undefined;
  }

  nextDueAt(): number | undefined {
    return this.#first()?.dueAt;
  }

  /** What runs next in this phase; undefined when its rest is not due yet. */
  nextDue(): Callback | undefined {
    for (;;) {
      const list = this.#running ?? this.#firstDue();
      if (list === undefined) return undefined;
      this.#running = list;
      const due = this.#take(list);
      if (due) return due;
      this.#running = undefined;
    }
  }

  #start(timer: Timer): void {
    timer.startedAt = this.#now();
    timer.isWaiting = true;
    const { ms } = timer;
    const list = this.#lists.get(ms) ?? { ms, timers: new Set(), dueAt: timer.startedAt + ms };
    list.timers.add(timer);
    this.#lists.set(ms, list);
  }

  #first(): List | undefined {
    let first: List | undefined;
    for (const list of this.#lists.values()) {
      if (first === undefined || list.dueAt < first.dueAt) first = list;
    }
    return first;
  }

  #firstDue(): List | undefined {
    const first = this.#first();
    if (first === undefined) return undefined;
    if (first.dueAt > this.#phaseNow) this.#phaseNow = this.#now();
    return first.dueAt > this.#phaseNow ? undefined : first;
  }

  #take(list: List): Callback | undefined {
    const [timer] = list.timers;
    if (timer === undefined) {
      this.#lists.delete(list.ms);
      return undefined;
    }
    if (this.#phaseNow - timer.startedAt < list.ms) {
      this.#phaseNow = this.#now();
      if (this.#phaseNow - timer.startedAt < list.ms) {
        list.dueAt = Math.max(timer.startedAt + list.ms, this.#phaseNow + 1);
        return undefined;
      }
    }
    list.timers.delete(timer);
    timer.isWaiting = false;
    return () => this.#run(timer);
  }

  #run(timer: Timer): void {
    const startedAt = timer.startedAt;
    try {
      timer.callback();
    } finally {
      const isStartedAnew = timer.isWaiting || timer.startedAt !== startedAt;
      if (timer.repeats && !isStartedAnew && !this.#stopped.has(timer)) this.#start(timer);
    }
  }

  readonly #stopped = new WeakSet<Timer>();

  /** As `remove`, also for an interval that is just running. */
  stop(timer: Timer): void {
    this.#stopped.add(timer);
    this.remove(timer);
  }
}
