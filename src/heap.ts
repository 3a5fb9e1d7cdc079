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

  /** If `before` throws, the heap stays as it was. */
  push(element: T): void {
    const elements = this.#elements;
    let place = elements.length;
    while (place > 0 && this.#before(element, elements[parentOf(place)] as T)) {
      place = parentOf(place);
    }
    for (let hole = elements.length; hole > place; hole = parentOf(hole)) {
      elements[hole] = elements[parentOf(hole)] as T;
    }
    elements[place] = element;
  }

  pop(): T | undefined {
    const first = this.#elements[0];
    const last = this.#elements.pop();
    if (last !== undefined && this.#elements.length > 0) this.#sink(last);
    return first;
  }

  /** Finds the element's place on the way down from a hole at the top. */
  #sink(element: T): void {
    const elements = this.#elements;
    let hole = 0;
    for (;;) {
      const left = 2 * hole + 1;
      if (left >= elements.length) break;
      const right = left + 1;
      const below =
        right < elements.length && this.#before(elements[right] as T, elements[left] as T)
          ? right
          : left;
      const child = elements[below] as T;
      if (!this.#before(child, element)) break;
      elements[hole] = child;
      hole = below;
    }
    elements[hole] = element;
  }
}

function parentOf(place: number): number {
  return (place - 1) >> 1;
}
