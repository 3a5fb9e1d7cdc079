import type { Clock } from "./clock.ts";
import { asProgram } from "./context.ts";
import { Task } from "./task.ts";
import { Trace } from "./trace.ts";

/** What an event loop is made of. */
export interface EventLoopOptions {
  /** Where its tasks take their time from. */
  readonly clock: Clock;
  /** Where to record what the tasks do; a new one if left out. */
  readonly trace?: Trace;
}

/**
 * asyncio's ceremony: tasks are created first, and nothing runs until `runUntilComplete` does.
 * (A plain call of an async function has already started when it returns.)
 */
export class EventLoop {
  /** Where its tasks take their time from. */
  readonly clock: Clock;
  /** What its tasks did. */
  readonly trace: Trace;
  #created: (() => void)[] = [];
  #running = false;

  constructor({ clock, trace = new Trace(clock) }: EventLoopOptions) {
    this.clock = clock;
    this.trace = trace;
  }

  /** A task that runs `body`. It starts in a turn of its own, once the loop runs. */
  createTask<T>(body: () => PromiseLike<T>, { name }: { readonly name?: string } = {}): Task<T> {
    const task = new Task(this, name ?? (body.name || "task"), body);
    if (this.#running) this.clock.callSoon(() => task.start());
    else this.#created.push(() => task.start());
    return task;
  }

  /**
   * Runs the created tasks, and those they create, until `main` has settled; returns or throws what it does.
   * `main` is a task, a promise such as `gather` gives, or an async function to run as a task of its own.
   * Rejects with DeadlockError if, on a simulated clock, main can never settle.
   */
  async runUntilComplete<T>(main: PromiseLike<T> | (() => PromiseLike<T>)): Promise<T> {
    if (this.#running) throw new Error("this event loop is already running");
    const awaited = typeof main === "function" ? this.createTask(main, { name: "main" }) : main;
    this.#running = true;
    for (const start of this.#created) this.clock.callSoon(start);
    this.#created = [];
    try {
      const blocked = () => this.trace.blocked();
      return await asProgram(() => this.clock.run(() => awaited, { blocked }));
    } finally {
      this.#running = false;
    }
  }
}
