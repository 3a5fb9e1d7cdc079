import { ratio } from "../statistics.ts";
import type { Name } from "./contestants.ts";
import type { Taken } from "./measured-process.ts";

export type Figures = Readonly<Record<Name, readonly Taken[]>>;

interface Gate {
  readonly what: string;
  /** `over` may take at most this part of `under`. */
  readonly most: number;
  readonly over: Name;
  readonly under: Name;
}

const gates: readonly Gate[] = [
  { what: "cold build / nbconvert --execute", most: 1 / 4, over: "cold", under: "executed" },
  { what: "nothing changed / same imports", most: 2, over: "unchanged", under: "imports" },
  { what: "one sentence / cold build", most: 1 / 20, over: "sentence", under: "cold" },
  { what: "every page again / nbconvert", most: 1 / 3, over: "redrawn", under: "converted" },
  { what: "only outputs kept / nbconvert", most: 1 / 3, over: "drawn", under: "converted" },
];

const peakLimitMb = 600;

/** A line for each thing that was promised: the figure, and whether it holds. */
export function gateLines(figures: Figures): string[] {
  const lines = gates.map(({ what, most, over, under }) => {
    const got = ratio(cpuOf(figures[over]), cpuOf(figures[under]));
    return line(what, `${got.toFixed(3)}, at most ${most.toFixed(3)}`, got <= most);
  });
  const peak = peakOf(figures.cold);
  const kept = `${Math.round(peak)} MB, at most ${peakLimitMb} MB`;
  return [...lines, line("peak memory of the cold build", kept, peak <= peakLimitMb)];
}

/** What part of nbconvert's time our cold build takes. */
export function coldShare(figures: Figures): number {
  return ratio(cpuOf(figures.cold), cpuOf(figures.executed));
}

export function cpuOf(taken: readonly Taken[]): number[] {
  return taken.map(({ cpu }) => cpu);
}

export function peakOf(taken: readonly Taken[]): number {
  return Math.max(...taken.map(({ peakMb }) => peakMb));
}

function line(what: string, figure: string, holds: boolean): string {
  return `${holds ? "holds " : "MISSED"}  ${what.padEnd(34)} ${figure}`;
}
