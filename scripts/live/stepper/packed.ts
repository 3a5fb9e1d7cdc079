import type { RanTexts, RecordedRun } from "./recorded.ts";

/** Where the runs of a lesson's figures are, as recorded when the site was built. */
export const stepsPath = (slug: string): string => `assets/steps/${slug}.js`;

/** The name under which a page finds what the file says. */
export const stepsName = "interleave.steps";

type PackedMark = readonly [after: number, at: number, cell: number, line: number, task: number];

/** As a page loads it: cells are named once, and of marks only the values are there; task -1 is the cell's own code. */
export interface PackedRun {
  readonly cell: string;
  readonly cells: readonly string[];
  readonly records: RecordedRun["records"];
  readonly marks: readonly PackedMark[];
  readonly left?: number;
}

/** What a page loads to step through the runs of a lesson. */
export interface PackedSteps {
  readonly runs: readonly PackedRun[];
  readonly texts: RanTexts;
}

export function packed({ cell, records, marks, left }: RecordedRun): PackedRun {
  const cells = [...new Set(marks.map((mark) => mark.cell))];
  return {
    cell,
    cells,
    records,
    marks: marks.map((mark) => {
      return [mark.after, mark.at, cells.indexOf(mark.cell), mark.line, mark.task ?? -1];
    }),
    ...(left !== undefined && { left }),
  };
}

export function unpacked({ cell, cells, records, marks, left }: PackedRun): RecordedRun {
  return {
    cell,
    records,
    marks: marks.map(([after, at, index, line, task]) => {
      const mark = { after, at, cell: cells[index] ?? "", line };
      return task < 0 ? mark : { ...mark, task };
    }),
    ...(left !== undefined && { left }),
  };
}

/**
 * A classic script, for a page opened from a disk may load those, and can fetch nothing. The texts are those of the lesson's
 * cells: a reader may have changed what stands in the page.
 */
export function stepsScript(
  runs: readonly RecordedRun[],
  cells: readonly { readonly id: string; readonly source: string }[],
): string {
  const reached = new Set(runs.flatMap(({ marks }) => marks.map(({ cell }) => cell)));
  const texts: RanTexts = Object.fromEntries(
    cells
      .filter(({ id }) => reached.has(id))
      .map(({ id, source }) => [id, { cell: id, source }] as const),
  );
  const steps: PackedSteps = { runs: runs.map(packed), texts };
  return `self["${stepsName}"]=${JSON.stringify(steps)};\n`;
}
