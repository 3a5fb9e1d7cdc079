/** What a thread of this course can do, by name. Every function here runs in a thread; what it is given and gives is copied. */

/** A stretch of whole numbers: `from` belongs to it, `to` does not. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The whole parts of the square roots of a stretch, added up. Whole numbers, so that the order of adding changes nothing. */
export function roots({ from, to }: Stretch): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += Math.floor(Math.sqrt(i));
  return sum;
}

let visits = 0;

/** Counts in a variable of the module, and says how far it has come. */
export function visit(): number {
  visits += 1;
  return visits;
}

/** Writes 1 to each place of an array, and says how many places it has. */
export function fill(bytes: Uint8Array): number {
  bytes.fill(1);
  return bytes.length;
}

/** Which cell of shared memory is counted up, how often, and whether in one piece. */
export interface Counting {
  readonly counter: SharedArrayBuffer;
  readonly times: number;
  readonly atomic: boolean;
}

/** Counts a place in shared memory up: with Atomics in one piece, without in three (read, add, write). */
export function count({ counter, times, atomic }: Counting): void {
  const cell = new Int32Array(counter);
  for (let i = 0; i < times; i += 1) {
    if (atomic) Atomics.add(cell, 0, 1);
    else cell[0] = (cell[0] ?? 0) + 1;
  }
}

/** Fails, as work sometimes does. */
export function fail(message: string): never {
  throw new Error(message);
}

/** Takes its thread down with it. */
export function crash(code: number): never {
  process.exit(code);
}

/** Never ends by itself. */
export function hang(): never {
  for (;;);
}
