import { LessonError, placeInCell } from "./error.ts";
import type { Lesson } from "./lesson.ts";
import type { Cell } from "./notebook.ts";

/** Lines of a code cell that a text speaks of, counted from 1; both ends belong to it. */
export interface LineReference {
  readonly cellId: string;
  readonly from: number;
  readonly to: number;
}

/** A link to lines: `[the loop](#run:3-5)`, `[the call](#run:7)`. What it leads to, or undefined for any other link. */
export function lineReference(href: string): LineReference | undefined {
  const [, cellId, from, to] = /^#([a-z0-9_-]+):(\d+)(?:-(\d+))?$/.exec(href) ?? [];
  if (cellId === undefined) return undefined;
  return { cellId, from: Number(from), to: Number(to ?? from) };
}

/** The address of the lines on their page; a cell id has no colon, so it can be that of nothing else. */
export function lineAddress({ cellId, from, to }: LineReference): string {
  return from === to ? `${cellId}:${from}` : `${cellId}:${from}-${to}`;
}

/** A reference with the cell and the line it was written on. */
interface Written {
  readonly reference: LineReference;
  readonly cell: Cell;
  readonly line: number;
}

/** Every reference to lines in the texts of a lesson, once each, in the order of the texts. */
export function lineReferences(lesson: Lesson): readonly LineReference[] {
  const all = written(lesson).map(({ reference }) => reference);
  return [...new Map(all.map((one) => [lineAddress(one), one])).values()];
}

/** The references that lead to no cell, or to lines that the cell has not. */
export function lineReferenceProblems(lesson: Lesson): LessonError[] {
  return written(lesson).flatMap(({ reference, cell, line }) => {
    const rule = brokenRule(reference, lesson);
    return rule === undefined ? [] : [new LessonError(placeInCell(lesson.file, cell, line), rule)];
  });
}

function brokenRule(reference: LineReference, { notebook }: Lesson): string | undefined {
  const { cellId, from, to } = reference;
  const link = `#${lineAddress(reference)}`;
  const cell = notebook.cells.find(({ id }) => id === cellId);
  if (cell?.cell_type !== "code") {
    const found = cell === undefined ? "there is no such cell" : "that cell holds text";
    return `a reference to lines must name a code cell, got ${link}: ${found}`;
  }
  const last = cell.source.split("\n").length;
  if (from >= 1 && from <= to && to <= last) return undefined;
  return `a reference to lines must name lines of its cell, got ${link}: cell ${cellId} has the lines 1 to ${last}`;
}

const link = /\]\((#[^)\s]+)\)/g;

function written({ notebook }: Lesson): Written[] {
  return notebook.cells.flatMap((cell) => {
    if (cell.cell_type !== "markdown") return [];
    return outsideFences(cell.source).flatMap(({ text, line }) =>
      [...text.matchAll(link)].flatMap(([, href = ""]) => {
        const reference = lineReference(href);
        return reference === undefined ? [] : [{ reference, cell, line }];
      }),
    );
  });
}

/** The lines of a text with their numbers, less fenced code: what looks like a link there is none. */
function outsideFences(source: string): { text: string; line: number }[] {
  let inside = false;
  return source.split("\n").flatMap((text, index) => {
    const fence = /^\s*(?:```|~~~)/.test(text);
    if (fence) inside = !inside;
    return fence || inside ? [] : [{ text, line: index + 1 }];
  });
}
