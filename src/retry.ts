import type { Clock } from "./clock.ts";
import type { Signal } from "./host.ts";
import type { Random } from "./random.ts";

/** How often to try, and how long to pause. */
export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** How often in all, from 1; 3 if left out. */
  readonly tries?: number;
  /** The longest first pause, in milliseconds; 100 if left out. */
  readonly baseMs?: number;
  /** No pause is longer than this, in milliseconds; 10,000 if left out. */
  readonly capMs?: number;
  /** Once aborted there is no further try: it rejects with the signal's reason. */
  readonly signal?: Signal;
  /** Whether another try can help. If left out, any error is worth one. */
  readonly isWorthRetrying?: (error: unknown) => boolean;
}

/**
 * A pause after the given attempt (0 is the first): anything from nothing to twice as much for each
 * attempt, up to a cap, in milliseconds. All equally likely, so that callers who fail together come
 * back apart.
 */
export function fullJitter(
  attempt: number,
  { random, baseMs = 100, capMs = 10_000 }: Pick<RetryOptions, "random" | "baseMs" | "capMs">,
): number {
  return random.duration(0, Math.min(capMs, baseMs * 2 ** attempt));
}

/**
 * Calls `body` until it succeeds, with pauses by `fullJitter` between the tries, and returns what it
 * returns. Rejects with the last error when the tries are used up or the error is not worth another;
 * with the signal's reason as soon as that is aborted between two tries.
 */
export async function retry<T>(body: () => PromiseLike<T>, options: RetryOptions): Promise<T> {
  const { clock, tries = 3, signal, isWorthRetrying = () => true } = options;
  if (!(Number.isInteger(tries) && tries >= 1)) {
    throw new RangeError(`tries must be a whole number from 1, got ${tries}`);
  }
  for (let attempt = 0; ; attempt++) {
    if (signal?.aborted) throw signal.reason;
    try {
      return await body();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (attempt + 1 >= tries || !isWorthRetrying(error)) throw error;
    }
    await clock.sleep(fullJitter(attempt, options), { signal });
  }
}
