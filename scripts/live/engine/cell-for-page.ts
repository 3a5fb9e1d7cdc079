import type { CompiledCell as Converted } from "../../kernel/shim/cell-compiler.js";
import { originalLine, scriptOfCell } from "../../kernel/shim/stacks.js";
import type { CompiledCell } from "../protocol.ts";

/** What the page needs of a cell that the converter compiled; `root` is the project's folder. */
export function cellForPage(converted: Converted, root: string): CompiledCell {
  const { script, failure, names, last, maps, virtual } = converted;
  return {
    ...(script !== undefined && { script }),
    ...(failure !== undefined && { failure }),
    names,
    uses: usedNames(script ?? "", [...names.map(({ name }) => name), last ?? ""]),
    ...(last !== undefined && { last }),
    ...(virtual.length > 0 && { virtual: virtual.map((one) => inProject(one, root)) }),
    lines: lineTable(script ?? "", maps),
  };
}

function inProject(
  { path, data }: { path: string; data: string },
  root: string,
): { path: string; data: string } {
  return { path: path.slice(root.length).replace(/^\//, ""), data };
}

/** A name of an earlier cell is a property of `exports`. */
function usedNames(script: string, own: readonly string[]): readonly string[] {
  const found = [...script.matchAll(/\bexports\.([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)];
  const names = new Set(found.map(([, name]) => name ?? ""));
  for (const name of [...own, "__esModule"]) names.delete(name);
  return [...names].sort();
}

/**
 * The lines of a cell that its compiled script comes from: for each line of the script after its first, pairs of the
 * column where something begins and its line in the cell (0: none), flat.
 */
function lineTable(script: string, maps: readonly string[]): number[][] {
  const cell = scriptOfCell(maps);
  const [, ...lines] = script.split("\n");
  const table = lines.map((text, i) => {
    const pairs: number[] = [];
    let last: number | undefined;
    for (let column = 0; column <= text.length; column++) {
      const line = originalLine(cell, i + 2, column + 1) ?? 0;
      if (line !== last) pairs.push(column, line);
      last = line;
    }
    return pairs;
  });
  while (table.at(-1)?.every((one) => one === 0)) table.pop();
  return table;
}
