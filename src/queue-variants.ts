import { Queue, type QueueOptions } from "./queue.ts";
import { type Compare, HeapStore, Stack } from "./store.ts";

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

function ascending<T>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
