import type { Size } from "./theme.ts";

export interface SizeFlags {
  readonly quick?: boolean;
  readonly rounds?: number;
  readonly items?: number;
  readonly naps?: number;
}

/** The whole run, or a glance; what is asked for by number goes first. */
export function sizeFrom({ quick = false, ...asked }: SizeFlags): Size & { rounds: number } {
  const usual = quick
    ? { rounds: 1, items: 4000, naps: 2, sleepers: 1000 }
    : { rounds: 5, items: 1_000_000, naps: 5, sleepers: 100_000 };
  const { rounds = usual.rounds, items = usual.items, naps = usual.naps } = asked;
  return { rounds, items, naps, sleepers: usual.sleepers };
}
