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
    super(`${where(place)}: ${problem}${quoted(place)}`, options);
    this.place = place;
  }
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
