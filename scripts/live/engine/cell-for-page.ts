import type TypeScript from "typescript";
import type { CompiledCell as Converted } from "../../kernel/shim/cell-compiler.js";
import { originalLine, scriptOfCell } from "../../kernel/shim/stacks.js";
import { carried, type Insertion } from "../instrument/carry.ts";
import type { CompiledCell } from "../protocol.ts";

/** What the page needs of a cell that the converter compiled; `root` is the project's folder. */
export function cellForPage(
  ts: typeof TypeScript,
  converted: Converted,
  root: string,
): CompiledCell {
  const { script, failure, names, last, maps, virtual } = converted;
  const { script: carrying, insertions } = carried(ts, script ?? "");
  return {
    ...(script !== undefined && { script: carrying }),
    ...(failure !== undefined && { failure }),
    names,
    uses: usedNames(script ?? "", [...names.map(({ name }) => name), last ?? ""]),
    ...(last !== undefined && { last }),
    ...(virtual.length > 0 && { virtual: virtual.map((one) => inProject(one, root)) }),
    lines: moved(lineTable(script ?? "", maps), script ?? "", insertions),
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

/** The columns of a table behind what was put in before them. */
function moved(
  table: readonly (readonly number[])[],
  script: string,
  insertions: readonly Insertion[],
): number[][] {
  let start = script.indexOf("\n") + 1;
  return table.map((pairs) => {
    const end = script.indexOf("\n", start);
    const inLine = insertions.filter(({ at }) => at >= start && (end < 0 || at <= end));
    const from = start;
    start = end + 1;
    const added = (column: number): number =>
      inLine.reduce((sum, { at, text }) => sum + (at - from < column ? text.length : 0), 0);
    return pairs.map((one, i) => (i % 2 === 0 ? one + added(one) : one));
  });
}
