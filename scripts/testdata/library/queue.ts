import { type Clock, fixedClock } from "./clock.ts";

export class Queue<T> {
  readonly #items: T[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock = fixedClock) {
    this.#clock = clock;
  }

  put(item: T): number {
    this.#items.push(item);
    return this.#clock.now();
  }

  get(): T {
    const item = this.#items.shift();
    if (item === undefined) throw new RangeError("the queue is empty");
    return item;
  }
}
