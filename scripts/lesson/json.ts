import { LessonError } from "./error.ts";
import { firstJsonMistake } from "./json-position.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in a text; throws a LessonError for any other text, and for values nested so deep that walking them would fail. */
export function parseJson(text: string, file: string): JsonObject {
  const conflict = text.split("\n").findIndex((line) => line.startsWith("<<<<<<< "));
  if (conflict !== -1) {
    throw new LessonError(
      { file, line: conflict + 1 },
      "holds an unresolved merge conflict of git",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson(text, file);
  }
  if (!isObject(value)) {
    throw new LessonError({ file }, `must be a JSON object, got ${kindOf(value)}`);
  }
  checkDepth(value, file);
  return value;
}

function notJson(text: string, file: string): LessonError {
  const { line, column, sourceLine, endOfText } = firstJsonMistake(text);
  const what = endOfText
    ? "the text ends too early"
    : `${JSON.stringify(sourceLine[column - 1] ?? "")} cannot stand at column ${column}`;
  const place = { file, line, sourceLine: sourceLine.slice(0, 120) };
  return new LessonError(place, `is not a notebook, its JSON is broken: ${what}`);
}

/** Jupyter's own files are 9 deep. What follows here walks the values by calls, of which there is an end. */
const deepest = 100;

function checkDepth(json: JsonObject, file: string): void {
  let level: readonly object[] = [json];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest) {
      throw new LessonError({ file }, `must not be nested deeper than ${deepest} levels`);
    }
    level = level.flatMap((value) => Object.values(value).filter(isNested));
  }
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What kind of value came, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/** A value as a message quotes it. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
