/** Where in a lesson something is wrong. Lines count from 1, within the cell where there is one. */
export interface Place {
  readonly file: string;
  readonly cellId?: string;
  readonly line?: number;
  /** The text of that line, shown below the message. */
  readonly sourceLine?: string;
}

/** Something an author has to mend: one paragraph that names the file and, where there is one, cell and line. */
export class LessonError extends Error {
  override readonly name = "LessonError";
  readonly place: Place;

  constructor(place: Place, problem: string, options?: ErrorOptions) {
    super(visible(`${where(place)}: ${problem}${quoted(place)}`), options);
    this.place = place;
  }
}

const mostShown = 50;

/** Several things to mend at once. Its message is their paragraphs, a blank line between them, up to fifty. */
export class LessonErrors extends Error {
  override readonly name = "LessonErrors";
  readonly errors: readonly LessonError[];

  constructor(errors: readonly LessonError[]) {
    const shown = errors.slice(0, mostShown).map((error) => error.message);
    const more = errors.length - shown.length;
    super([...shown, ...(more > 0 ? [`and ${more} more of the kind`] : [])].join("\n\n"));
    this.errors = errors;
  }
}

/** The author's mistakes inside whatever was thrown; anything else is a bug of ours and is thrown again. */
export function lessonErrorsOf(thrown: unknown): readonly LessonError[] {
  if (thrown instanceof LessonError) return [thrown];
  if (thrown instanceof LessonErrors) return thrown.errors;
  throw thrown;
}

/** Throws what was found: nothing, one paragraph, or several. */
export function throwIfAny(errors: readonly LessonError[]): void {
  if (errors.length > 1) throw new LessonErrors(errors);
  if (errors[0]) throw errors[0];
}

/** Where a cell is, with the text of the line when one is given. */
export function placeInCell(
  file: string,
  cell: { readonly id: string; readonly source: string },
  line?: number,
): Place {
  const sourceLine = line === undefined ? undefined : cell.source.split("\n")[line - 1];
  return {
    file,
    cellId: cell.id,
    ...(line === undefined ? {} : { line }),
    ...(sourceLine === undefined ? {} : { sourceLine }),
  };
}

/**
 * What a message quotes comes from a file that anybody may have written: escape sequences would reach the author's
 * terminal, and marks of direction would show the text in another order. Both are shown as what they are.
 */
function visible(text: string): string {
  return text.replace(
    /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    },
  );
}

function where({ file, cellId, line }: Place): string {
  const cell = cellId === undefined ? "" : `, cell ${cellId}`;
  const at = line === undefined ? "" : `, line ${line}`;
  return `${file}${cell}${at}`;
}

function quoted({ line, sourceLine }: Place): string {
  if (sourceLine === undefined) return "";
  return `\n    ${line ?? ""} | ${sourceLine.trimEnd()}`;
}

/** A command cannot do what it was asked for; the message says what it needs. */
export class Refused extends Error {
  override readonly name = "Refused";
}
