import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../build.ts";

/** A notebook of one or two cells of a real lesson. */
export type Piece = Json;

const longest = 4_000;

/** The real lessons in pieces: what is mutated, read and rendered is small, so that there can be many. */
export function piecesOf(folder: string): readonly Piece[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
  return files.flatMap((name) => {
    const notebook = JSON.parse(readFileSync(join(folder, name), "utf8")) as Json & {
      cells: Json[];
    };
    return notebook.cells.flatMap((cell, index): Piece[] => {
      const next = notebook.cells[index + 1];
      const pair = { ...notebook, cells: next ? [cell, next] : [cell] };
      const alone = { ...notebook, cells: [cell] };
      return [pair, alone].filter((one) => JSON.stringify(one).length <= longest).slice(0, 1);
    });
  });
}
