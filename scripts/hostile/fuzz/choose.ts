import type { Random } from "../../../src/random.ts";

/** One of several things, all equally likely. */
export function oneOf<T>(random: Random, things: readonly [T, ...T[]] | readonly T[]): T {
  return things[random.integer(0, things.length - 1)]!;
}

/** Whether something that happens with this probability happens. */
export function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}
