/** In the place of Node's reader of source maps, where the compiler makes tables of lines of them. */
import { decodeMappings, type Segment } from "../mappings.ts";

export class SourceMap {
  readonly #lines: readonly (readonly Segment[])[];

  constructor({ mappings }: { readonly mappings: string }) {
    this.#lines = decodeMappings(mappings);
  }

  /** The last segment at or before this place: on an earlier line, if this one has none before it. */
  findEntry(row: number, column: number): { originalLine?: number; originalColumn?: number } {
    const own = this.#lines[row]?.filter((segment) => segment.column <= column).at(-1);
    const found = own ?? this.#lines.slice(0, row).flat().at(-1);
    if (found === undefined) return {};
    return { originalLine: found.sourceLine, originalColumn: found.sourceColumn };
  }
}
