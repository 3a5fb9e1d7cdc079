import type { Measure } from "./measure.ts";
import type { Cell } from "./theme.ts";

/** One cell's figures, in order of rounds. */
export interface Measured extends Cell {
  readonly values: readonly number[];
}

export interface HarnessOptions {
  readonly rounds: number;
  readonly measure: Measure;
  /** Called before each measurement. */
  readonly starts?: (cell: Cell, done: number, all: number) => void;
}

/**
 * Measures scenario by scenario, all contestants in each round, one at a time: who is compared ran within
 * the same seconds. Each round starts with another contestant, so that none is always first.
 */
export async function measureAll(
  cells: readonly Cell[],
  { rounds, measure, starts }: HarnessOptions,
): Promise<Measured[]> {
  const measured = cells.map((cell) => ({ ...cell, values: [] as number[] }));
  const all = cells.reduce((sum, { mostRounds }) => sum + Math.min(rounds, mostRounds), 0);
  let done = 0;
  for (const together of scenariosOf(measured)) {
    for (let round = 0; round < rounds; round++) {
      for (const cell of rotated(together, round)) {
        if (round >= cell.mostRounds) continue;
        starts?.(cell, done++, all);
        cell.values.push(await measure(cell));
      }
    }
  }
  return measured;
}

function scenariosOf<C extends Cell>(cells: readonly C[]): C[][] {
  const groups = new Map<string, C[]>();
  for (const cell of cells) {
    const key = `${cell.theme}/${cell.scenario}`;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return [...groups.values()];
}

export function rotated<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
