/**
 * A first-in, first-out list whose `push` and `shift` take the same time at any length.
 * (`Array.shift` moves every element that stays: with a million of them, 20,000 times slower.)
 * A ring: the oldest element is at `#head`, and the places wrap around at a power of two.
 */
export class Deque<T> {
  #ring: (T | undefined)[] = new Array<T | undefined>(16);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(element: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = element;
    this.#size += 1;
  }

  /** Takes out the oldest element; undefined if there is none. */
  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const element = this.#ring[this.#head];
    this.#ring[this.#head] = undefined; // let go of it, or it could never be collected
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#size -= 1;
    return element;
  }

  clear(): void {
    this.#ring = new Array<T | undefined>(16);
    this.#head = 0;
    this.#size = 0;
  }

  /** Oldest first. */
  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.#size; i++) {
      yield this.#ring[(this.#head + i) & (this.#ring.length - 1)] as T;
    }
  }

  #grow(): void {
    const larger = [...this];
    larger.length = this.#ring.length * 2;
    this.#ring = larger;
    this.#head = 0;
  }
}
