/** The middle value; between the two middle ones if their number is even. Throws RangeError for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("the median of no values does not exist");
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] as number;
  return Number.isInteger(half) ? ((sorted[half - 1] as number) + upper) / 2 : upper;
}

/** How far the values lie from their median, as a part of it: half the distance from least to most. */
export function noise(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / 2 / median(values);
}

/**
 * How many times `b` goes into `a`: the median of the ratios round by round, since what slowed a whole
 * round down then slowed both. With rounds missing on one side, the ratio of the medians.
 */
export function ratio(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return median(a) / median(b);
  return median(a.map((value, round) => value / (b[round] as number)));
}
