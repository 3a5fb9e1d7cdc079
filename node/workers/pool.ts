import type { Transferable } from "node:worker_threads";
import { Queue } from "../../src/index.ts";
import { type Input, type Output, type Tasks, Thread } from "./thread.ts";

/** What can be told about one job. */
export interface JobOptions {
  /** Stops the job: one that waits is left out, one that runs is ended together with its thread. */
  readonly signal?: AbortSignal;
  /** What is moved to the thread in place of copied. */
  readonly transfer?: readonly Transferable[];
}

/** A job that has run: in which thread, counted from 1, and when, on the clock of `performance.now`. */
export interface Span {
  readonly thread: number;
  readonly from: number;
  readonly to: number;
}

interface Job {
  /** Does it in this thread. Never rejects: its outcome goes to whoever asked for it. */
  readonly doIn: (thread: Thread) => Promise<void>;
  readonly reject: (reason: unknown) => void;
  /** The thread that does it, while it does. */
  thread?: Thread;
}

/** Threads that take jobs from one queue: as many jobs at once as there are threads, in the order of asking. */
export class Pool {
  /** How many threads it has. A thread that dies is replaced. */
  readonly size: number;
  /** How many jobs have run at the same time, at most. */
  peak = 0;
  /** What has run where, in the order of its end. */
  readonly spans: Span[] = [];
  readonly #jobs = new Queue<Job>({ name: "jobs" });
  readonly #open = new Set<Job>();
  readonly #threads: Thread[];
  readonly #serving: Promise<void>[];
  #running = 0;

  /** Starts the threads. Throws RangeError if `size` is not a whole number from 1. */
  constructor(size: number) {
    if (!(Number.isSafeInteger(size) && size >= 1)) {
      throw new RangeError(`a pool has a whole number of threads, from 1, got ${size}`);
    }
    this.size = size;
    this.#threads = Array.from({ length: size }, () => new Thread());
    this.#serving = this.#threads.map(async (_, i) => await this.#serve(i));
  }

  /** Settles when all threads have started. Rejects with ThreadDied if one cannot. */
  async ready(): Promise<void> {
    await Promise.all(this.#threads.map(async (thread) => await thread.ready));
  }

  /**
   * Has a task done, waiting for a thread that is free. Rejects with what the task throws, with ThreadDied when its
   * thread ends first, with the signal's reason when that is aborted, and with QueueShutDown after `close`.
   */
  async run<Name extends keyof Tasks>(
    task: Name,
    input: Input<Name>,
    { signal, transfer }: JobOptions = {},
  ): Promise<Output<Name>> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = withResolvers<Output<Name>>();
    const job: Job = {
      reject,
      doIn: async (thread) => await thread.run(task, input, transfer).then(resolve, reject),
    };
    this.#jobs.putNowait(job);
    this.#open.add(job);
    const stop = () => this.#giveUp(job, signal?.reason);
    signal?.addEventListener("abort", stop, { once: true });
    return await promise.finally(() => {
      this.#open.delete(job);
      signal?.removeEventListener("abort", stop);
    });
  }

  /** Takes no more jobs. Settles when those that it has are done and its threads have ended. */
  async close(): Promise<void> {
    this.#jobs.shutdown();
    await Promise.all(this.#serving);
  }

  /** Gives up all jobs with this reason. Settles when its threads have ended. */
  async stop(reason: unknown): Promise<void> {
    this.#jobs.shutdown({ immediate: true });
    for (const job of this.#open) this.#giveUp(job, reason);
    await Promise.all(this.#threads.map(async (thread) => await thread.end()));
    await Promise.all(this.#serving);
  }

  /** A job that runs takes its thread down with it: nothing else stops a thread that computes. */
  #giveUp(job: Job, reason: unknown): void {
    this.#open.delete(job);
    job.reject(reason);
    void job.thread?.end();
  }

  async #serve(place: number): Promise<void> {
    for await (const job of this.#jobs) {
      if (!this.#open.has(job)) continue; // given up while it waited
      job.thread = this.#threadAt(place);
      this.#running += 1;
      this.peak = Math.max(this.peak, this.#running);
      const from = performance.now();
      await job.doIn(job.thread);
      this.spans.push({ thread: place + 1, from, to: performance.now() });
      this.#running -= 1;
    }
    await this.#threads[place]?.end();
  }

  /** The thread of this place; a new one if it has died. */
  #threadAt(place: number): Thread {
    const thread = this.#threads[place];
    if (thread?.isAlive) return thread;
    return (this.#threads[place] = new Thread());
  }
}

/**
 * Calls `body` with a pool, and returns or throws what it does. No thread is left afterwards: when body returns, the
 * jobs that it has not waited for are done first; when it throws, they are given up.
 */
export async function withPool<T>(
  size: number,
  body: (pool: Pool) => T | PromiseLike<T>,
): Promise<T> {
  const pool = new Pool(size);
  try {
    const value = await body(pool);
    await pool.close();
    return value;
  } catch (error) {
    await pool.stop(error);
    throw error;
  }
}

interface Resolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): Resolvers<T> {
  let settle: Omit<Resolvers<T>, "promise"> | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...(settle as Omit<Resolvers<T>, "promise">) };
}
