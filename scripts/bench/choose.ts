import type { Cell } from "./theme.ts";

/**
 * The cells whose "theme / scenario / contestant" matches. Floors and ours come along with whatever they
 * are compared with: without them a figure says little.
 */
export function chosen(cells: readonly Cell[], pattern: RegExp | undefined): Cell[] {
  if (!pattern) return [...cells];
  const matches = cells.filter((cell) => pattern.test(titleOf(cell)));
  const scenarios = new Set(matches.map(scenarioOf));
  return cells.filter(
    (cell) =>
      matches.includes(cell) ||
      (["floor", "ours"].includes(cell.role) && scenarios.has(scenarioOf(cell))),
  );
}

const scenarioOf = ({ theme, scenario }: Cell): string => `${theme} / ${scenario}`;
export const titleOf = (cell: Cell): string => `${scenarioOf(cell)} / ${cell.contestant}`;
