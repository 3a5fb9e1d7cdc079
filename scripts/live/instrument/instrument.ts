import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import MagicString from "magic-string";
import type TypeScript from "typescript";
import { Marker } from "./marker.ts";

/** What of a compiled cell is changed: its script (what `cellScript` gives) and the source maps that lead back to its text. */
export interface CellScript {
  readonly script: string;
  readonly maps: readonly string[];
}

/** A compiled cell and the text that it was compiled from. */
export interface CompiledText extends CellScript {
  readonly source: string;
}

/** `export {};`, which tslab puts before a cell's text. */
const linesBeforeText = 1;

/**
 * The script of a cell with a report before each statement and after each await. Only within lines is something put in,
 * and no promise is added: what the cell prints, the order of its microtasks and the lines of its errors stay as they
 * are. (Only a function's own text, `String(f)`, shows the reports.) Works with any TypeScript, in Node and in a page.
 */
export function instrument(
  ts: typeof TypeScript,
  { script, maps, source }: CompiledText,
): CellScript {
  const { head, body, tail } = partsOf(script);
  const known = [...maps].reverse().map((map) => new TraceMap(map));
  const file = ts.createSourceFile("cell.js", body, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const text = new MagicString(body);
  const lines = source.split("\n").length;
  const lineOf = (node: TypeScript.Node): number | undefined => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const found = lineInCell(known, line + 1, character);
    return found !== undefined && found <= lines ? found : undefined; // behind the text tslab lists what it exports
  };
  new Marker(ts, text, lineOf).markStatements(file.statements);
  const map = text.generateMap({ hires: true }).toString();
  return { script: withReports(head) + text.toString() + tail, maps: [...maps, map] };
}

/** The first line is the function's head and the last its end: between them are the cell's own lines. */
function partsOf(script: string): { head: string; body: string; tail: string } {
  const start = script.indexOf("\n") + 1;
  const end = script.lastIndexOf("\n");
  return { head: script.slice(0, start), body: script.slice(start, end), tail: script.slice(end) };
}

function withReports(head: string): string {
  const parameters = "(exports, require, __link)";
  if (!head.includes(parameters)) {
    throw new Error(
      `the script of a cell must start with its parameters, got ${head.slice(0, 80)}`,
    );
  }
  return head.replace(parameters, "(exports, require, __link, __step)");
}

/** The line of the cell's text that a place of the script comes from; undefined for what the compiler added. */
function lineInCell(maps: readonly TraceMap[], line: number, column: number): number | undefined {
  let place = { line, column };
  for (const map of maps) {
    const origin = originalPositionFor(map, place);
    if (origin.line === null) return undefined;
    place = { line: origin.line, column: origin.column };
  }
  return place.line > linesBeforeText ? place.line - linesBeforeText : undefined;
}
