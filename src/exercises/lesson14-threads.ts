import type { SimulatedClock } from "../simulated-clock.ts";

/** As much of a thread as a pool needs to know. */
export interface Thread {
  /** Whether it can still do something. */
  readonly isAlive: boolean;
  /** Does a job. Rejects with the job's error, or because the thread ended first. */
  run(job: string): Promise<string>;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/** Starts a thread. */
export type Start = () => Thread;

/** What happened to the threads of one run. */
export class Threads {
  /** How many jobs ran at the same time, at most. */
  peak = 0;
  /** How many threads were alive at the same time, at most. */
  most = 0;
  /** The jobs in the order in which they began. */
  readonly began: string[] = [];
  /** A rule that was broken, in words. */
  problem: string | undefined;
  readonly #clock: SimulatedClock;
  readonly #all: SimulatedThread[] = [];

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  readonly start: Start = () => {
    const thread = new SimulatedThread(this.#clock, this);
    this.#all.push(thread);
    this.most = Math.max(this.most, this.alive);
    return thread;
  };

  /** How many have not ended. */
  get alive(): number {
    return this.#all.filter((thread) => thread.isAlive).length;
  }

  /** How many were ever started. */
  get started(): number {
    return this.#all.length;
  }

  /** Notes what runs now. */
  noteRunning(job: string): void {
    this.began.push(job);
    this.peak = Math.max(this.peak, this.#all.filter((thread) => thread.isBusy).length);
  }
}

/** How long every job takes. */
export const jobMs = 10;

/** A thread on a simulated clock: "bad" jobs fail, "fatal" ones take the thread down, any other gives its name in capitals. */
class SimulatedThread implements Thread {
  isAlive = true;
  isBusy = false;
  readonly #clock: SimulatedClock;
  readonly #threads: Threads;
  #fell: (() => void) | undefined;

  constructor(clock: SimulatedClock, threads: Threads) {
    this.#clock = clock;
    this.#threads = threads;
  }

  async run(job: string): Promise<string> {
    if (!this.isAlive) throw new Error("the thread has ended");
    if (this.isBusy) {
      this.#threads.problem = "a thread was given a job while it did another one";
      throw new RangeError("a thread does one job at a time");
    }
    this.isBusy = true;
    this.#threads.noteRunning(job);
    const ended = new Promise<void>((resolve) => (this.#fell = resolve));
    const done = this.#clock.sleep(jobMs);
    await Promise.race([done, ended]);
    this.isBusy = false;
    if (!this.isAlive) throw new Error("the thread ended");
    if (job.startsWith("fatal")) {
      this.isAlive = false;
      throw new Error(`the thread died of ${job}`);
    }
    if (job.startsWith("bad")) throw new Error(`${job} failed`);
    return job.toUpperCase();
  }

  end(): Promise<void> {
    this.isAlive = false;
    this.#fell?.();
    return Promise.resolve();
  }
}
