/** A binary heap: `pop` gives the element that comes before all others, in O(log n). */
export class Heap<T> {
  readonly #elements: T[] = [];
  readonly #before: (a: T, b: T) => boolean;

  /** `before(a, b)` says whether a leaves before b. It must never call two elements equal if order matters. */
  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#elements.length;
  }

  peek(): T | undefined {
    return this.#elements[0];
  }

  push(element: T): void {
    this.#elements.push(element);
    this.#rise(this.#elements.length - 1);
  }

  pop(): T | undefined {
    const first = this.#elements[0];
    const last = this.#elements.pop();
    if (last !== undefined && this.#elements.length > 0) {
      this.#elements[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  #sink(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#elements.length) return;
      const right = left + 1;
      const child = right < this.#elements.length && this.#isBefore(right, left) ? right : left;
      if (!this.#swapIfBefore(child, at)) return;
      at = child;
    }
  }

  #isBefore(i: number, j: number): boolean {
    return this.#before(this.#elements[i] as T, this.#elements[j] as T);
  }

  #swapIfBefore(lower: number, upper: number): boolean {
    if (!this.#isBefore(lower, upper)) return false;
    const moved = this.#elements[lower] as T;
    this.#elements[lower] = this.#elements[upper] as T;
    this.#elements[upper] = moved;
    return true;
  }
}
