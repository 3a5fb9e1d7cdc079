/** For `node --expose-gc`; without it nothing is collected beforehand. */
const collect = (globalThis as { gc?: () => void }).gc;

/**
 * Nanoseconds of CPU that `body` takes, waiting not included and the garbage collector's own threads
 * included: on a machine that others use too, the time on the wall says more about the others.
 */
export async function cpuTime(body: () => PromiseLike<unknown>): Promise<number> {
  collect?.(); // what was left by the warm-up is not this run's rubbish
  const before = process.cpuUsage();
  await body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

/** Bytes on the heap, after everything that nobody holds is gone. */
export function heldBytes(): number {
  collect?.();
  collect?.(); // the first may only have finished a collection that was under way
  return process.memoryUsage().heapUsed;
}
