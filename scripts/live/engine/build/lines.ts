import { originalLine, scriptOfCell } from "../../../kernel/shim/stacks.js";

/**
 * The lines of a cell that its compiled script comes from: for each line of the script after its first, pairs of the
 * column where something begins and its line in the cell (0: none), flat.
 */
export function lineTable(script: string, maps: readonly string[]): number[][] {
  const cell = scriptOfCell(maps);
  const [, ...lines] = script.split("\n");
  const table = lines.map((text, i) => {
    const pairs: number[] = [];
    let last: number | undefined;
    for (let column = 0; column <= text.length; column++) {
      const line = originalLine(cell, i + 2, column + 1) ?? 0;
      if (line === last) continue;
      pairs.push(column, line);
      last = line;
    }
    return pairs;
  });
  while (table.at(-1)?.every((one) => one === 0)) table.pop();
  return table;
}
