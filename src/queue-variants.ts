import { Heap } from "./heap.ts";
import { Queue, type QueueOptions, type Store } from "./queue.ts";

/** Negative if `a` leaves before `b`, positive if after it, 0 if they are equal: what `Array.sort` takes. */
export type Compare<T> = (a: T, b: T) => number;

/** What `<` puts in order: nothing else, since it compares arrays and most objects as text. */
type Ordered = number | string | bigint;

type WithCompare<T> = QueueOptions & { readonly compare: Compare<T> };
type PriorityQueueArguments<T> = [T] extends [Ordered]
  ? [options?: QueueOptions]
  : [options: WithCompare<T>];

/**
 * A queue whose smallest item leaves first, and of equal items the one that was put first (asyncio
 * promises nothing about those). It waits and rejects as Queue does. An item that is put while
 * somebody waits for one goes to that caller, whatever is put next. Takes and puts in O(log n).
 * Follows `asyncio.PriorityQueue`.
 */
export class PriorityQueue<T> extends Queue<T> {
  /**
   * `compare` says which item is smaller; if it throws, the item is not added and the error passes. It can be left out for numbers, strings and
   * bigints, which then leave in ascending order. Throws RangeError if maxSize is not a whole number from 1.
   */
  constructor(options: WithCompare<T>);
  constructor(...options: PriorityQueueArguments<T>);
  constructor(options: QueueOptions & { readonly compare?: Compare<T> } = {}) {
    super(options, new HeapStore(options.compare ?? ascending));
  }
}

/**
 * A queue whose newest item leaves first. It waits and rejects as Queue does; who waits is still served
 * in the order of asking. Follows `asyncio.LifoQueue`.
 */
export class LifoQueue<T> extends Queue<T> {
  /** Throws RangeError if maxSize is not a whole number from 1. */
  constructor(options: QueueOptions = {}) {
    super(options, new Stack());
  }
}

interface Entry<T> {
  readonly item: T;
  readonly order: number;
}

class HeapStore<T> implements Store<T> {
  #heap: Heap<Entry<T>>;
  #order = 0;
  readonly #before: (a: Entry<T>, b: Entry<T>) => boolean;

  constructor(compare: Compare<T>) {
    this.#before = (a, b) => (compare(a.item, b.item) || a.order - b.order) < 0;
    this.#heap = new Heap(this.#before);
  }

  get size(): number {
    return this.#heap.size;
  }

  push(item: T): void {
    this.#heap.push({ item, order: this.#order++ });
  }

  shift(): T | undefined {
    return this.#heap.pop()?.item;
  }

  clear(): void {
    this.#heap = new Heap(this.#before);
  }
}

class Stack<T> implements Store<T> {
  #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    return this.#items.pop();
  }

  clear(): void {
    this.#items = [];
  }
}

function ascending<T>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
