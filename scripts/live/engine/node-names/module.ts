/** In the place of Node's reader of source maps: the build has made a table of lines of them. */
type Table = readonly (readonly number[])[];

export class SourceMap {
  readonly #lines: Table | undefined;

  /** Without a table every line is where it was in its source. */
  constructor({ lines }: { lines?: Table }) {
    this.#lines = lines;
  }

  findEntry(row: number, column: number): { originalLine?: number; originalColumn: number } {
    if (this.#lines === undefined) return { originalLine: row, originalColumn: column };
    const pairs = this.#lines[row] ?? [];
    let found: number | undefined;
    for (let i = 0; i < pairs.length && (pairs[i] ?? 0) <= column; i += 2) found = pairs[i + 1];
    return found === undefined || found === 0
      ? { originalColumn: column }
      : { originalLine: found, originalColumn: column };
  }
}
