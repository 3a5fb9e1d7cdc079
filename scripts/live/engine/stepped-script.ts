import type TypeScript from "typescript";
import { carried } from "../instrument/carry.ts";
import type { CellScript, CompiledText } from "../instrument/instrument.ts";

/** The `instrument` of scripts/live/instrument: given, for a page loads it only when it is needed. */
export type Instrument = (ts: typeof TypeScript, cell: CompiledText) => CellScript;

/** The script of a cell as a page runs it, which also reports its lines. */
export function steppedScript(
  ts: typeof TypeScript,
  instrument: Instrument,
  cell: CompiledText,
): string {
  return carried(ts, instrument(ts, cell).script).script;
}
