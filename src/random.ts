/**
 * Random numbers that can be repeated: the same seed gives the same numbers, everywhere.
 * The generator is sfc32 (Chris Doty-Humphrey's small fast chaotic generator), 128 bits of state.
 */
export class Random {
  readonly #seed: number;
  readonly #state: Uint32Array;

  /** `seed` is a whole number from 0. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`a seed must be a whole number from 0, got ${seed}`);
    }
    this.#seed = seed;
    this.#state = Uint32Array.of(seed, Math.floor(seed / 2 ** 32), 0x9e3779b9, 1);
    for (let i = 0; i < 15; i++) this.next(); // until nothing is left of a small seed's many zeros
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    const [a, b, c, counter] = this.#state as unknown as [number, number, number, number];
    const sum = (a + b + counter) >>> 0;
    const rotated = (c << 21) | (c >>> 11);
    this.#state.set([b ^ (b >>> 9), c + (c << 3), rotated + sum, counter + 1]);
    return sum / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** A duration from `minMs` up to `maxMs`, all equally likely, in milliseconds; whole microseconds, so that clocks lose nothing. */
  duration(minMs: number, maxMs: number): number {
    return Math.round((minMs + this.next() * (maxMs - minMs)) * 1000) / 1000;
  }

  /** Another generator, made from this one's seed and a number: so that one producer's luck does not depend on another's. */
  stream(number: number): Random {
    return new Random(this.#seed * 1000 + number + 1);
  }
}
