/**
 * How many times faster work becomes with so many workers, at best, when `serialShare` of it (0 to 1) can only be done
 * by one: Amdahl's law. Work that can be split perfectly has 0, and becomes `workers` times faster. With Infinity
 * workers it is the bound that no machine passes. Throws RangeError for a share or a number that cannot be.
 */
export function amdahl(serialShare: number, workers: number): number {
  if (!(serialShare >= 0 && serialShare <= 1)) {
    throw new RangeError(`serialShare must be from 0 to 1, got ${serialShare}`);
  }
  if (!(workers >= 1)) throw new RangeError(`workers must be 1 or more, got ${workers}`);
  return 1 / (serialShare + (1 - serialShare) / workers);
}
