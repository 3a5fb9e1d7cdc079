import type { Place } from "../../lesson/error.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { pageAddress } from "../markdown/links.ts";

/** The ways in which a text of a lesson can name a target. */
const namedIn = [
  /\]\(\s*<?([^\s>()]+)/g,
  /\b(?:href|src)\s*=\s*"([^"]*)"/g,
  /\b(?:href|src)\s*=\s*'([^']*)'/g,
  /\b(?:href|src)\s*=\s*([^\s"'>]+)/g,
  /^\s*\[[^\]]+\]:\s*<?([^\s>]+)/g,
  /<([a-z]+:[^\s>]+)>/gi,
];

/** The places of a lesson whose text names a target, as the page spells it. */
export function placesNaming(target: string, { file, notebook }: Lesson): Place[] {
  return notebook.cells.flatMap((cell) => {
    if (cell.cell_type === "code") return [];
    return cell.source.split("\n").flatMap((sourceLine, index) => {
      const names = targetsIn(sourceLine).includes(target);
      return names ? [{ file, cellId: cell.id, line: index + 1, sourceLine }] : [];
    });
  });
}

function targetsIn(line: string): string[] {
  return namedIn
    .flatMap((pattern) => [...line.matchAll(pattern)])
    .flatMap(([, target = ""]) => [target, pageAddress(target)?.href ?? target]);
}
