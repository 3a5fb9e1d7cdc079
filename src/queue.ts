import { currentTask } from "./context.ts";
import { Deque } from "./deque.ts";
import { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
import { Putter } from "./putter.ts";
import type { Store } from "./store.ts";
import { noteQueue, type TracedTask } from "./trace.ts";
import type { Wait } from "./wait-kinds.ts";
import { waitIn } from "./wait-in.ts";
import { refusal, Waiter, WaitList, type WaitOptions } from "./wait.ts";

/** How large a queue may become, and what it is called. */
export interface QueueOptions {
  /** How many items fit: a whole number from 1. Unbounded if left out. */
  readonly maxSize?: number;
  /** What traces and error messages call it. */
  readonly name?: string;
}

const alreadyDone = Promise.resolve();

/**
 * A first-in, first-out list that can wait: `get` waits for an item, `put` for room. Items leave in
 * the order they were put, and who waits is served in the order of asking. Follows `asyncio.Queue`,
 * except that an item goes straight to the one who waits (asyncio wakes the waiter and lets it look
 * again, so that a newcomer may be faster). A wait that is aborted or cancelled loses no item.
 */
export class Queue<T> implements AsyncIterable<T> {
  /** How many items fit; Infinity if unbounded. */
  readonly maxSize: number;
  /** What traces and error messages call it. */
  readonly name: string;
  readonly #items: Store<T>;
  readonly #getters = new WaitList<Waiter<T>>();
  readonly #putters = new WaitList<Putter<T>>();
  readonly #joiners = new WaitList<Waiter<void>>();
  readonly #item: Wait;
  readonly #room: Wait;
  #unfinished = 0;
  #isShutDown = false;

  /** Throws RangeError if maxSize is not a whole number from 1. */
  constructor(
    { maxSize = Infinity, name = "queue" }: QueueOptions = {},
    store: Store<T> = new Deque(),
  ) {
    if (maxSize !== Infinity && !(Number.isInteger(maxSize) && maxSize >= 1)) {
      throw new RangeError(`maxSize must be a whole number from 1, got ${maxSize}`);
    }
    this.maxSize = maxSize;
    this.name = name;
    this.#items = store;
    this.#item = { kind: "item", queue: name };
    this.#room = { kind: "room", queue: name };
  }

  /** How many items are in it. */
  get size(): number {
    return this.#items.size;
  }

  /** Whether `get` would have to wait. */
  get empty(): boolean {
    return this.#items.size === 0;
  }

  /** Whether `put` would have to wait. Never true without a maxSize. */
  get full(): boolean {
    return this.#items.size >= this.maxSize;
  }

  /**
   * Adds an item, waiting for room if the queue is full. Rejects with QueueShutDown after `shutdown`,
   * and with the signal's reason if that is aborted first; then the item is not added.
   */
  put(item: T, options?: WaitOptions): Promise<void> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (this.#isShutDown) return Promise.reject(this.#shutDownError());
    if (!this.full) {
      this.#admit(item);
      return alreadyDone;
    }
    return new Promise((resolve, reject) => {
      const putter = new Putter(item, resolve, reject);
      this.#putters.push(putter);
      putter.begin(this.#room, this.#putters, options);
    });
  }

  /** Adds an item at once. Throws QueueFull if there is no room, QueueShutDown after `shutdown`. */
  putNowait(item: T): void {
    if (this.#isShutDown) throw this.#shutDownError();
    if (this.full) throw new QueueFull(`${this.name} is full: it holds ${this.maxSize} items`);
    this.#admit(item);
  }

  /**
   * Takes the next item, waiting for one if there is none. Rejects with QueueShutDown once shut down
   * and empty, and with the signal's reason if that is aborted first; then no item is taken.
   */
  get(options?: WaitOptions): Promise<T> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (!this.empty) return Promise.resolve(this.#take());
    if (this.#isShutDown) return Promise.reject(this.#shutDownError());
    return new Promise((resolve, reject) => {
      const getter = new Waiter<T>(resolve, reject);
      this.#getters.push(getter);
      getter.begin(this.#item, this.#getters, options);
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
  join(options?: WaitOptions): Promise<void> {
    const refused = refusal(options);
    if (refused) return Promise.reject(refused);
    if (this.#unfinished === 0) return alreadyDone;
    return waitIn(this.#joiners, { kind: "join", queue: this.name }, options);
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
    const by = currentTask()?.id;
    for (const one of this.#getters.all()) one.fail(this.#shutDownError(), by);
    for (const one of this.#putters.all()) one.fail(this.#shutDownError(), by);
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
  #admit(item: T, task: TracedTask | undefined = currentTask()): void {
    const getter = this.#getters.shift();
    if (!getter) this.#items.push(item);
    this.#unfinished += 1;
    if (!getter) {
      if (task) noteQueue("put", this, task, item);
      return;
    }
    if (task) noteQueue("put", this, task, item);
    if (getter.task) noteQueue("got", this, getter.task, item);
    getter.succeed(item, task?.id);
  }

  /** Takes the next item and lets the first who waits for room in. */
  #take(): T {
    const item = this.#items.shift() as T;
    const task = currentTask();
    if (task) noteQueue("got", this, task, item);
    const putter = this.#putters.shift();
    if (putter) {
      this.#admit(putter.item, putter.task);
      putter.succeed(undefined, task?.id);
    }
    return item;
  }

  #finish(count: number): void {
    this.#unfinished -= count;
    if (this.#unfinished > 0) return;
    for (const one of this.#joiners.all()) one.succeed(undefined, currentTask()?.id);
  }

  #shutDownError(): QueueShutDown {
    return new QueueShutDown(`${this.name} is shut down`);
  }
}
