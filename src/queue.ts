import { currentTask } from "./context.ts";
import { Deque } from "./deque.ts";
import { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
import { noteQueue, noteWait, type TracedTask, type Waker } from "./trace.ts";

export interface QueueOptions {
  /** How many items fit: a whole number from 1. Unbounded if left out. */
  readonly maxSize?: number;
  /** What traces and error messages call it. */
  readonly name?: string;
}

interface Getter<T> {
  readonly resolve: (item: T) => void;
  readonly reject: (error: Error) => void;
  readonly task: TracedTask | undefined;
  readonly woken: ((by?: Waker) => void) | undefined;
}

interface Putter<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly task: TracedTask | undefined;
  readonly woken: ((by?: Waker) => void) | undefined;
}

const alreadyDone = Promise.resolve();

/**
 * A first-in, first-out list that can wait: `get` waits for an item, `put` for room. Items leave in
 * the order they were put, and who waits is served in the order of asking. Follows `asyncio.Queue`,
 * except that an item goes straight to the one who waits (asyncio wakes the waiter and lets it look
 * again, so that a newcomer may be faster).
 */
export class Queue<T> implements AsyncIterable<T> {
  readonly maxSize: number;
  readonly name: string;
  readonly #items = new Deque<T>();
  readonly #getters = new Deque<Getter<T>>();
  readonly #putters = new Deque<Putter<T>>();
  #joiners: (() => void)[] = [];
  #unfinished = 0;
  #isShutDown = false;

  /** Throws RangeError if maxSize is not a whole number from 1. */
  constructor({ maxSize = Infinity, name = "queue" }: QueueOptions = {}) {
    if (maxSize !== Infinity && !(Number.isInteger(maxSize) && maxSize >= 1)) {
      throw new RangeError(`maxSize must be a whole number from 1, got ${maxSize}`);
    }
    this.maxSize = maxSize;
    this.name = name;
  }

  /** How many items are in it. */
  get size(): number {
    return this.#items.size;
  }

  get empty(): boolean {
    return this.#items.size === 0;
  }

  /** Whether `put` would have to wait. Never true without a maxSize. */
  get full(): boolean {
    return this.#items.size >= this.maxSize;
  }

  /** Adds an item, waiting for room if the queue is full. Rejects with QueueShutDown after `shutdown`. */
  put(item: T): Promise<void> {
    if (this.#isShutDown) return Promise.reject(this.#shutDownError());
    if (!this.full) {
      this.#admit(item);
      return alreadyDone;
    }
    const woken = noteWait({ kind: "room", queue: this.name });
    return new Promise((resolve, reject) => {
      this.#putters.push({ item, resolve, reject, task: currentTask(), woken });
    });
  }

  /** Adds an item at once. Throws QueueFull if there is no room, QueueShutDown after `shutdown`. */
  putNowait(item: T): void {
    if (this.#isShutDown) throw this.#shutDownError();
    if (this.full) throw new QueueFull(`${this.name} is full: it holds ${this.maxSize} items`);
    this.#admit(item);
  }

  /** Takes the oldest item, waiting for one if there is none. Rejects with QueueShutDown once shut down and empty. */
  get(): Promise<T> {
    if (!this.empty) return Promise.resolve(this.#take());
    if (this.#isShutDown) return Promise.reject(this.#shutDownError());
    const woken = noteWait({ kind: "item", queue: this.name });
    return new Promise((resolve, reject) => {
      this.#getters.push({ resolve, reject, task: currentTask(), woken });
    });
  }

  /** Takes the oldest item at once. Throws QueueEmpty if there is none, QueueShutDown once shut down and empty. */
  getNowait(): T {
    if (!this.empty) return this.#take();
    if (this.#isShutDown) throw this.#shutDownError();
    throw new QueueEmpty(`${this.name} is empty`);
  }

  /** Says that the work on one item is done. Throws RangeError if called more often than items were put. */
  taskDone(): void {
    if (this.#unfinished === 0) {
      throw new RangeError(`taskDone was called more often than items were put into ${this.name}`);
    }
    this.#finish(1);
  }

  /** Waits until `taskDone` was called for every item that was put: not until the queue is merely empty. */
  join(): Promise<void> {
    if (this.#unfinished === 0) return alreadyDone;
    const woken = noteWait({ kind: "join", queue: this.name });
    return new Promise((resolve) => {
      this.#joiners.push(() => {
        woken?.();
        resolve();
      });
    });
  }

  /**
   * Takes no more items. Those inside can still be got; after that every `get` fails with QueueShutDown,
   * as do all that wait now. With `immediate` the items inside are dropped and counted as done.
   */
  shutdown({ immediate = false }: { readonly immediate?: boolean } = {}): void {
    this.#isShutDown = true;
    if (immediate) {
      const dropped = this.#items.size;
      this.#items.clear();
      this.#finish(dropped);
    }
    for (const waiter of [...this.#getters, ...this.#putters]) {
      waiter.woken?.();
      waiter.reject(this.#shutDownError());
    }
    this.#getters.clear();
    this.#putters.clear();
  }

  /** Yields item after item, waiting for each, until the queue is shut down and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      try {
        yield await this.get();
      } catch (error) {
        if (error instanceof QueueShutDown) return;
        throw error;
      }
    }
  }

  /** Hands the item to the first who waits, or stores it. */
  #admit(item: T, task = currentTask()): void {
    this.#unfinished += 1;
    const getter = this.#getters.shift();
    if (!getter) {
      this.#items.push(item);
      noteQueue("put", this.name, this.size, task);
      return;
    }
    noteQueue("put", this.name, 0, task);
    noteQueue("got", this.name, 0, getter.task);
    getter.woken?.(task?.id);
    getter.resolve(item);
  }

  /** Takes the oldest item and lets the first who waits for room in. */
  #take(): T {
    const item = this.#items.shift() as T;
    noteQueue("got", this.name, this.size);
    const putter = this.#putters.shift();
    if (putter) {
      putter.woken?.();
      this.#admit(putter.item, putter.task);
      putter.resolve();
    }
    return item;
  }

  #finish(count: number): void {
    this.#unfinished -= count;
    if (this.#unfinished > 0) return;
    const joiners = this.#joiners;
    this.#joiners = [];
    for (const joined of joiners) joined();
  }

  #shutDownError(): QueueShutDown {
    return new QueueShutDown(`${this.name} is shut down`);
  }
}
