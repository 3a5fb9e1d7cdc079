/** What the page knows of a cell before anything runs: its place is its index. */
export interface CellText {
  readonly id: string;
  readonly source: string;
}

/** A prediction that a cell asks for. */
export interface Question {
  /** As the lesson names it: "1.a". */
  readonly id: string;
  /** What is to be predicted, as the comment beside it says. */
  readonly text: string;
}

const call = /^[ \t]*predict\("([^"]+)",\s*(.*?)\);[ \t]*(?:\/\/ ?(.*))?$/gm;

/** The predictions that a cell asks for: its calls of `predict`, one on a line. */
export function questionsIn(source: string): readonly Question[] {
  return [...source.matchAll(call)].map(([, id = "", , text = ""]) => ({ id, text }));
}

/** The answers that stand in a cell: whatever is no longer `null`. */
export function answersIn(source: string): Readonly<Record<string, string>> {
  const given = [...source.matchAll(call)].filter(([, , answer]) => answer !== "null");
  return Object.fromEntries(given.map(([, id = "", answer = ""]) => [id, unquoted(answer)]));
}

/** The cell with answers in place of what it has; other predictions stay as they are. */
export function withAnswers(source: string, answers: Readonly<Record<string, string>>): string {
  return source.replace(call, (line: string, id: string, old: string) => {
    const answer = answers[id]?.trim();
    if (!answer) return line;
    // The first of these is the answer: the id before it is in quotes and followed by a comma.
    const start = line.indexOf(old, line.indexOf(",", line.indexOf(`"${id}"`)));
    return line.slice(0, start) + literalOf(answer) + line.slice(start + old.length);
  });
}

/**
 * Which outputs tell the answer of a prediction: those of the cells from the one that asks to the one that reveals.
 * By cell id, with the predictions that come first.
 */
export function toldBy(cells: readonly CellText[]): ReadonlyMap<string, readonly string[]> {
  const told = new Map<string, string[]>();
  cells.forEach(({ source }, index) => {
    for (const { id } of questionsIn(source)) {
      const rest = cells.slice(index + 1);
      const end = rest.findIndex((cell) => cell.source.includes(`reveal("${id}"`));
      for (const cell of rest.slice(0, end + 1))
        told.set(cell.id, [...(told.get(cell.id) ?? []), id]);
    }
  });
  return told;
}

/** A number, true or false as such; anything else is a text. Readers write quotation marks, or they do not. */
function literalOf(answer: string): string {
  const plain = unquoted(answer);
  if (plain !== answer) return JSON.stringify(plain);
  if (plain === "true" || plain === "false") return plain;
  const number = Number(plain);
  return Number.isFinite(number) ? String(number) : JSON.stringify(plain);
}

function unquoted(text: string): string {
  return /^(["'“”]).*(["'“”])$/.test(text) ? text.slice(1, -1) : text;
}
