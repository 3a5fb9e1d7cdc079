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
  #reason: Error | undefined;
  readonly signal: Signal;

  constructor() {
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
      addEventListener: (_, listener) => void this.#listeners.add(listener),
      removeEventListener: (_, listener) => void this.#listeners.delete(listener),
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
    for (const listener of called) listener();
  }
}
