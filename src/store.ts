import { Heap } from "./heap.ts";

/** Where a queue keeps its items; it decides which one leaves next. */
export interface Store<T> {
  /** How many items are in it. */
  readonly size: number;
  /** Adds an item. */
  push(item: T): void;
  /** Takes out the item that leaves next; undefined if there is none. */
  shift(): T | undefined;
  /** Drops all items. */
  clear(): void;
}

/** Negative if `a` leaves before `b`, positive if after it, 0 if they are equal: what `Array.sort` takes. */
export type Compare<T> = (a: T, b: T) => number;

interface Entry<T> {
  readonly item: T;
  readonly order: number;
}

/** The smallest leaves first, and of equal ones the one that came first. */
export class HeapStore<T> implements Store<T> {
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

/** The newest leaves first. */
export class Stack<T> implements Store<T> {
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
