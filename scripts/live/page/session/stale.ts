/** What is to be known of a cell to tell whether its output is still what its text and those above it say. */
export interface CellRun {
  /** What stands in the cell now. */
  readonly text: string;
  /** What it ran with last; undefined when it did not run since the start or restart. */
  readonly ranText: string | undefined;
  /** Which run that was, counted over the lesson. */
  readonly ranAt: number;
  /** The last run with another text than the one before it; 0 when there was none. */
  readonly changedAt: number;
}

/**
 * Which cells are out of date, by their place: those that were changed since they ran, and those that ran before a cell
 * above them was changed. What did not run is not out of date: it shows what the author's run gave.
 */
export function staleCells(cells: readonly CellRun[]): ReadonlySet<number> {
  const stale = new Set<number>();
  let isChangedAbove = false;
  let lastChange = 0;
  cells.forEach(({ text, ranText, ranAt, changedAt }, index) => {
    if (ranText === undefined) return;
    const isChanged = text !== ranText;
    if (isChanged || isChangedAbove || lastChange > ranAt) stale.add(index);
    isChangedAbove ||= isChanged;
    lastChange = Math.max(lastChange, changedAt);
  });
  return stale;
}
