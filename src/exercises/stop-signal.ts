/** As much of an AbortSignal as a wait needs; its reason is always an Error. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: Error;
  throwIfAborted(): void;
  addEventListener(
    type: "abort",
    listener: () => void,
    options?: { readonly once?: boolean },
  ): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** An AbortController with a signal that can say who still listens. */
export class WatchedStop {
  readonly #listeners = new Set<() => void>();
  readonly #changed: (listeners: number) => void;
  #reason: Error | undefined;
  readonly signal: Signal;

  /** `changed` hears how many listeners there are, whenever that has changed. */
  constructor(changed: (listeners: number) => void = () => {}) {
    this.#changed = changed;
    const reason = () => this.#reason;
    this.signal = {
      get aborted() {
        return reason() !== undefined;
      },
      get reason() {
        return reason() as Error;
      },
      throwIfAborted: () => {
        if (this.#reason) throw this.#reason;
      },
      addEventListener: (_, listener) => {
        changed(this.#listeners.add(listener).size);
      },
      removeEventListener: (_, listener) => {
        this.#listeners.delete(listener);
        changed(this.#listeners.size);
      },
    };
  }

  /** How many listeners wait for an abort. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** The first call aborts; later ones change nothing. */
  abort(reason = new Error("aborted")): void {
    if (this.#reason) return;
    this.#reason = reason;
    const called = [...this.#listeners];
    this.#listeners.clear(); // it aborts once: whoever is still there is no burden any more
    this.#changed(0);
    for (const listener of called) listener();
  }
}
