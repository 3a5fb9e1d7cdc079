import type { Clock } from "./clock.ts";
import { noteWait, Trace, type TracedTask } from "./trace.ts";

export interface EventLoopOptions {
  readonly clock: Clock;
  /** Where to record what the tasks do; a new one if left out. */
  readonly trace?: Trace;
}

/**
 * asyncio's ceremony: tasks are created first, and nothing runs until `runUntilComplete` does.
 * (A plain call of an async function has already started when it returns.)
 */
export class EventLoop {
  readonly clock: Clock;
  readonly trace: Trace;
  #created: (() => void)[] = [];
  #running = false;

  constructor({ clock, trace = new Trace(clock) }: EventLoopOptions) {
    this.clock = clock;
    this.trace = trace;
  }

  /** A task that runs `body`. It starts in a turn of its own, once the loop runs. */
  createTask<T>(body: () => PromiseLike<T>, { name }: { readonly name?: string } = {}): Task<T> {
    const traced = this.trace.create(name ?? (body.name || "task"));
    const task = new Task(traced, body);
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
      return await this.clock.run(() => awaited, { blocked: () => this.trace.blocked() });
    } finally {
      this.#running = false;
    }
  }
}

/** An async function being run by an event loop. Await it for its result; as often as you like. */
export class Task<T> implements PromiseLike<T> {
  readonly #traced: TracedTask;
  readonly #body: () => PromiseLike<T>;
  readonly #outcome: Promise<T>;
  #settle!: { resolve: (value: T | PromiseLike<T>) => void; reject: (error: unknown) => void };
  #state: "created" | "running" | "returned" | "threw" = "created";

  /** Made by `EventLoop.createTask`. */
  constructor(traced: TracedTask, body: () => PromiseLike<T>) {
    this.#traced = traced;
    this.#body = body;
    this.#outcome = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  get name(): string {
    return this.#traced.name;
  }

  get state(): "created" | "running" | "returned" | "threw" {
    return this.#state;
  }

  /** Called by the loop, once. */
  start(): void {
    this.#state = "running";
    void this.#run();
  }

  then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const settled = this.#state === "returned" || this.#state === "threw";
    const woken = settled ? undefined : noteWait({ kind: "task", name: this.name });
    if (woken)
      void this.#outcome.then(
        () => woken(this.#traced.id),
        () => woken(this.#traced.id),
      );
    return this.#outcome.then(onReturn, onThrow);
  }

  async #run(): Promise<void> {
    try {
      const value = await this.#traced.trace.start(this.#traced, this.#body);
      this.#state = "returned";
      this.#settle.resolve(value);
    } catch (error) {
      this.#state = "threw";
      this.#settle.reject(error);
    }
  }
}

export type Outcomes<T extends readonly unknown[], Failed = never> = {
  -readonly [K in keyof T]: Awaited<T[K]> | Failed;
};

/**
 * Waits for all of them, at the same time, and gives their results in the order they were passed.
 * The first failure is thrown at once and the others keep running, as with `Promise.all`; with
 * `returnExceptions` it waits for all, and an error stands where the result would be. Follows `asyncio.gather`.
 */
export function gather<T extends readonly PromiseLike<unknown>[]>(
  tasks: readonly [...T],
  options: { readonly returnExceptions: true },
): Promise<Outcomes<T, unknown>>;
export function gather<T extends readonly PromiseLike<unknown>[]>(
  tasks: readonly [...T],
  options?: { readonly returnExceptions?: false },
): Promise<Outcomes<T>>;
export async function gather(
  tasks: readonly PromiseLike<unknown>[],
  { returnExceptions = false }: { readonly returnExceptions?: boolean } = {},
): Promise<unknown[]> {
  if (!returnExceptions) return await Promise.all(tasks);
  const settled = await Promise.allSettled(tasks);
  return settled.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as unknown)));
}
