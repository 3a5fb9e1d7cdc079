type Callback = () => void;

/** A timer that is set; what is due is called once at most. */
export class Alarm {
  #callback: Callback | undefined;
  /** Those that a clock moves for and that are still to come; undefined for one that it does not move for. */
  readonly #awaited: Count | undefined;

  constructor(callback: Callback, awaited: Count | undefined) {
    this.#callback = callback;
    this.#awaited = awaited;
    if (awaited) awaited.count += 1;
  }

  /** Whether it is neither cancelled nor called. */
  get isSet(): boolean {
    return this.#callback !== undefined;
  }

  call(): void {
    const callback = this.#callback;
    this.cancel();
    callback?.();
  }

  cancel(): void {
    if (this.#callback && this.#awaited) this.#awaited.count -= 1;
    this.#callback = undefined;
  }
}

export interface Count {
  count: number;
}

const none = -1;

/**
 * What is to be called when, earliest first, equal instants in the order of adding: a binary heap of
 * instants. Numbers lie side by side in arrays of their own, where comparing them touches no object; and
 * what is added for the same instant one after the other hangs together and moves as one: a crowd that
 * sleeps equally long costs the heap one entry.
 */
export class Alarms<T> {
  // The heap: an instant, the number of its chain in the order of adding, and where that begins.
  readonly #at: number[] = [];
  readonly #order: number[] = [];
  readonly #first: number[] = [];
  // The chains: what is to be called, and who comes after it (of a free place: the next free one).
  readonly #what: (T | undefined)[] = [];
  readonly #next: number[] = [];
  #free = none;
  #added = 0;
  /** The chain that was added to last: its instant, and its last place. */
  #openAt = NaN;
  #openEnd = none;

  /** The earliest instant; undefined if there is none. */
  get earliest(): number | undefined {
    return this.#at[0];
  }

  add(at: number, what: T): void {
    const place = this.#keep(what);
    if (at === this.#openAt) this.#next[this.#openEnd] = place;
    else this.#push(at, this.#added++, place);
    this.#openAt = at;
    this.#openEnd = place;
  }

  /** Takes out what was added for the earliest instant one after the other, and hands it to `take` in that order. */
  takeEarliest(take: (what: T) => void): void {
    if (this.#at[0] === this.#openAt) this.#openAt = NaN;
    for (let place = this.#pop(); place !== none;) {
      take(this.#what[place] as T);
      this.#what[place] = undefined; // let go of it, or it could never be collected
      const next = this.#next[place] as number;
      this.#next[place] = this.#free;
      this.#free = place;
      place = next;
    }
  }

  #keep(what: T): number {
    const place = this.#free === none ? this.#what.length : this.#free;
    if (place === this.#free) this.#free = this.#next[place] as number;
    this.#what[place] = what;
    this.#next[place] = none;
    return place;
  }

  #push(at: number, order: number, first: number): void {
    let hole = this.#at.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((this.#at[parent] as number) <= at) break; // equal ones were added before
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(hole, at, order, first);
  }

  #pop(): number {
    const first = this.#first[0] as number;
    const at = this.#at.pop() as number;
    const order = this.#order.pop() as number;
    const chain = this.#first.pop() as number;
    if (this.#at.length > 0) this.#sink(at, order, chain);
    return first;
  }

  /** Finds the place of an entry on the way down from a hole at the top. */
  #sink(at: number, order: number, first: number): void {
    const size = this.#at.length;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (
        child + 1 < size &&
        this.#isBefore(child + 1, this.#at[child] as number, this.#order[child] as number)
      )
        child += 1;
      if (!this.#isBefore(child, at, order)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#put(hole, at, order, first);
  }

  #isBefore(place: number, at: number, order: number): boolean {
    const other = this.#at[place] as number;
    return other < at || (other === at && (this.#order[place] as number) < order);
  }

  #move(from: number, to: number): void {
    this.#put(
      to,
      this.#at[from] as number,
      this.#order[from] as number,
      this.#first[from] as number,
    );
  }

  #put(place: number, at: number, order: number, first: number): void {
    this.#at[place] = at;
    this.#order[place] = order;
    this.#first[place] = first;
  }
}
