/** What a reader can learn of one name in a cell. */
export interface Hover {
  /** From 1, within the cell. */
  readonly line: number;
  /** Where in the line the name starts, from 0, and how long it is, in UTF-16 code units. */
  readonly start: number;
  readonly length: number;
  /** What TypeScript says of it: "const total: number". */
  readonly type: string;
  /** The first sentence of its doc comment; empty when it has none. */
  readonly doc: string;
}

/** The hovers of a lesson by cell id, each cell's in the order of its text. */
export type LessonHovers = Readonly<Record<string, readonly Hover[]>>;

export const hoversPath = (slug: string): string => `assets/hovers/${slug}.js`;

/** The name under which a page finds what the file says. */
export const hoversName = "interleave.hovers";

/** Line, start, length, and the index of the text. */
export type PackedHover = readonly [line: number, start: number, length: number, text: number];

/** As the page loads it: most names occur often, so each text is there once. */
export interface PackedHovers {
  readonly texts: readonly (readonly [type: string, doc: string])[];
  readonly cells: Readonly<Record<string, readonly PackedHover[]>>;
}

export function packed(hovers: LessonHovers): PackedHovers {
  const texts = new Map<string, number>();
  const indexOf = ({ type, doc }: Hover): number => {
    const key = JSON.stringify([type, doc]);
    const known = texts.get(key) ?? texts.size;
    texts.set(key, known);
    return known;
  };
  const cells = Object.entries(hovers).map(([id, own]) => [
    id,
    own.map((one): PackedHover => [one.line, one.start, one.length, indexOf(one)]),
  ]);
  return {
    cells: Object.fromEntries(cells) as PackedHovers["cells"],
    texts: [...texts.keys()].map((key) => JSON.parse(key) as [string, string]),
  };
}

/** A classic script, for a page opened from a disk may load those, and can fetch nothing. */
export function hoversScript(hovers: LessonHovers): string {
  return `self["${hoversName}"]=${JSON.stringify(packed(hovers))};\n`;
}
