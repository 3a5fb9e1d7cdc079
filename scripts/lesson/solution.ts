import type { Cell } from "./notebook.ts";

/** The code of a folded answer. */
export interface Solution {
  readonly code: string;
  /** How many lines of the cell lie before the code. */
  readonly offset: number;
}

const fence = /^```ts[^\S\n]*\n([\s\S]*?)^```[^\S\n]*$/gm;

/** How many ts fences a cell holds. */
export function countSolutions(cell: Cell): number {
  return [...cell.source.matchAll(fence)].length;
}

/** The code in the ts fence of a solution cell; undefined when it has none. */
export function solutionOf(cell: Cell): Solution | undefined {
  const match = [...cell.source.matchAll(fence)][0];
  if (!match) return undefined;
  const before = cell.source.slice(0, match.index).split("\n").length;
  return { code: (match[1] ?? "").replace(/\n$/, ""), offset: before };
}
