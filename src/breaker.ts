import type { Clock } from "./clock.ts";

/** Closed: calls go through. Open: none does. Half-open: one goes through, to see. */
export type BreakerState = "closed" | "open" | "half-open";

/** When a breaker opens, and for how long. */
export interface BreakerOptions {
  readonly clock: Pick<Clock, "now">;
  /** It opens after so many failures in a row, from 1; 3 if left out. */
  readonly failures?: number;
  /** How long it stays open, in milliseconds; 5,000 if left out. */
  readonly restMs?: number;
}

/** A breaker is open: the call was not made. */
export class BreakerOpen extends Error {
  override readonly name = "BreakerOpen";
}

/**
 * Stops calling who fails again and again, and tries again after a rest: it spares the caller the
 * waiting, and the callee the load.
 */
export class Breaker {
  /** What it has been, from when on, in milliseconds. */
  readonly history: { readonly at: number; readonly state: BreakerState }[] = [];
  readonly #clock: Pick<Clock, "now">;
  readonly #failures: number;
  readonly #restMs: number;
  #inARow = 0;

  constructor({ clock, failures = 3, restMs = 5000 }: BreakerOptions) {
    this.#clock = clock;
    this.#failures = failures;
    this.#restMs = restMs;
    this.#become("closed");
  }

  /** What it is now. An open one becomes half-open only when somebody calls. */
  get state(): BreakerState {
    return this.history.at(-1)?.state ?? "closed";
  }

  /**
   * Calls `body` and returns or throws what it does. Rejects with BreakerOpen, without calling it,
   * while the breaker is open, or half-open with the one try under way.
   */
  async run<T>(body: () => PromiseLike<T>): Promise<T> {
    if (!this.#mayCall()) throw new BreakerOpen("the breaker is open: the call was not made");
    try {
      const result = await body();
      this.#succeeded();
      return result;
    } catch (error) {
      this.#failed();
      throw error;
    }
  }

  #mayCall(): boolean {
    const since = this.history.at(-1)?.at ?? 0;
    if (this.state === "closed") return true;
    if (this.state === "half-open" || this.#clock.now() < since + this.#restMs) return false;
    this.#become("half-open");
    return true;
  }

  #succeeded(): void {
    this.#inARow = 0;
    if (this.state === "half-open") this.#become("closed");
  }

  #failed(): void {
    this.#inARow += 1;
    const opens = this.state === "half-open" || this.#inARow >= this.#failures;
    if (opens && this.state !== "open") this.#become("open");
  }

  #become(state: BreakerState): void {
    this.history.push({ at: this.#clock.now(), state });
  }
}
