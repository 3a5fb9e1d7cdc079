import { cpuTime } from "../cpu.ts";
import type { Trial } from "../theme.ts";

/** `sleepers` async functions that sleep `naps` times each. */
export interface Sleepers {
  readonly sleepers: number;
  readonly naps: number;
  /** All wake at the same instants; otherwise no two of them ever do. */
  readonly equal: boolean;
}

/** Primes above any number of sleepers: multiplying by one puts them into another order for each nap. */
const primes = [15_485_863, 32_452_843, 49_979_687, 67_867_967] as const;

/**
 * How long sleeper `who` sleeps for nap `nap`, in whole milliseconds, which every clock can keep. Nap k ends
 * somewhere in the k-th stretch of `sleepers` milliseconds, each sleeper at another one, in an order that
 * changes from nap to nap: a heap that is filled in order would have too easy a life.
 */
export function napMs({ sleepers, equal }: Sleepers, who: number, nap: number): number {
  if (equal) return sleepers;
  return sleepers + placeOf(sleepers, who, nap) - (nap === 0 ? 0 : placeOf(sleepers, who, nap - 1));
}

/** Where in the stretch of nap `nap` the sleeper wakes: 0 for the first of all, each place once. */
export function placeOf(sleepers: number, who: number, nap: number): number {
  return (who * (primes[nap % primes.length] as number)) % sleepers;
}

/** CPU per wake. `run` gives the number of wakes, so that a clock that loses some is found out. */
export function perWake(run: (workload: Sleepers) => Promise<number>): Trial<Sleepers> {
  return async (workload) => {
    const expected = workload.sleepers * workload.naps;
    let wakes = 0;
    const spent = await cpuTime(async () => void (wakes = await run(workload)));
    if (wakes !== expected) throw new Error(`there were ${wakes} wakes, not ${expected}`);
    return spent / expected;
  };
}

/** One sleeper: sleeps its naps and gives their number. */
export async function slumber(
  workload: Sleepers,
  who: number,
  sleep: (ms: number) => Promise<void>,
): Promise<number> {
  for (let nap = 0; nap < workload.naps; nap++) await sleep(napMs(workload, who, nap));
  return workload.naps;
}

export function total(wakes: readonly number[]): number {
  return wakes.reduce((sum, some) => sum + some, 0);
}
