/**
 * The notebook as data: the part of nbformat 4.5 that lessons use.
 * Source and text are plain strings here; the canonical file form splits them into lines again.
 */
import type { Output } from "../kernel/output.ts";

/** What a cell is for, said by its tags. Any other tag is refused by `npm run check`. */
export const cellTags = [
  // code cells
  "predict", // asks for an answer before the result may be seen
  "exercise", // the starter that the learner changes
  "check", // judges the exercise above it
  "hide-input", // only the output matters to a reader
  "raises-error", // fails on purpose; metadata.interleave.error is part of the message
  "raises-exception", // Jupyter's own word for it: goes with raises-error, so that Run All goes on
  "real-time", // really waits, or measures: its output is not compared
  "node-only", // cannot run in a page
  "cover", // its figure stands for the lesson on the course map
  // markdown cells
  "goal", // the box at the top: what you will be able to do
  "solution", // a folded answer: <details> with one ts fence
  "recall", // questions from this lesson and earlier ones, with folded answers
  "in-python", // the same step in asyncio, and what differs
  "in-the-wild", // where this bites in real systems
  "check-the-teacher", // what the lecturer said, judged
] as const;

export type CellTag = (typeof cellTags)[number];

/** How hard an exercise is. */
export type Difficulty = 1 | 2 | 3;

/** Where the output of a measured cell comes from. */
export interface Measured {
  /** The machine, in words. */
  readonly on: string;
  /** A short text for the code that was measured. */
  readonly code: string;
}

/** Our own keys in a cell's metadata. */
export interface CellNotes {
  /** For exercise, check and solution cells: the exercise they belong to, such as "1.2". */
  readonly exercise?: string;
  /** For exercise cells: 1 is a few lines of what was just shown, 2 needs thought, 3 is a step of one's own. */
  readonly difficulty?: Difficulty;
  /** For raises-error cells: a text that the error message must contain. */
  readonly error?: string;
  /** For cells that are both real-time and node-only: written by `npm run check -- --write`. */
  readonly measured?: Measured;
}

export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly interleave?: CellNotes;
  readonly [key: string]: unknown;
}

export interface MarkdownCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  /** Pictures that were pasted into the cell, by name and type, in base64: the text shows them as `attachment:name`. */
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export type Cell = MarkdownCell | CodeCell;

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: {
    readonly kernelspec: { readonly name: string };
    readonly [key: string]: unknown;
  };
  readonly cells: readonly Cell[];
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: CellTag): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** The cells that run, in order. */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code");
}
