/** Where a text stops being JSON. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly sourceLine: string;
  readonly endOfText: boolean;
}

/**
 * Node 20 does not always say where `JSON.parse` stopped. But every beginning of a JSON text fails at its own end
 * ("more expected"), and a beginning that contains the mistake fails before it: so the mistake can be bisected.
 */
export function firstJsonMistake(text: string): JsonPosition {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= text.length && couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return positionAt(text, good);
}

function couldGoOn(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = / at position (\d+)/.exec(message)?.[1];
    return message.includes("end of JSON input") || Number(position) >= start.length;
  }
}

function positionAt(text: string, offset: number): JsonPosition {
  const before = text.slice(0, offset).split("\n");
  const line = before.length;
  return {
    line,
    column: (before.at(-1) ?? "").length + 1,
    sourceLine: text.split("\n")[line - 1] ?? "",
    endOfText: offset >= text.trimEnd().length,
  };
}
