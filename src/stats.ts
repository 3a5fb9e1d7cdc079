/** All values added up; 0 for none. */
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The average. Throws RangeError for an empty list: it has none. */
export const mean = (values: readonly number[]): number => sum(some(values)) / values.length;

/** The smallest value. Throws RangeError for an empty list. */
export const min = (values: readonly number[]): number =>
  some(values).reduce((a, b) => Math.min(a, b));

/** The largest value. Throws RangeError for an empty list. */
export const max = (values: readonly number[]): number =>
  some(values).reduce((a, b) => Math.max(a, b));

/** The value in the middle; of an even number of values, halfway between the two in the middle. Throws RangeError for an empty list. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which the share `q` (0 to 1) of the values lies; between two values, in proportion. Throws RangeError for an empty list. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...some(values)].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** How many values fall into each of `bins` equal parts of [from, to]; those outside count to the nearest part. */
export function histogram(
  values: readonly number[],
  { from, to, bins }: { readonly from: number; readonly to: number; readonly bins: number },
): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - from) / (to - from)) * bins);
    const nearest = Math.min(bins - 1, Math.max(0, bin));
    counts[nearest] = (counts[nearest] as number) + 1;
  }
  return counts;
}

function some(values: readonly number[]): readonly number[] {
  if (values.length === 0) throw new RangeError("statistics need at least one value, got none");
  return values;
}
