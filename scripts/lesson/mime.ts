/** A field that the file may hold as one text or as a list of lines. */
export type Multiline = string | readonly string[];

/** One text from what the file holds. */
export function joinLines(value: Multiline): string {
  return typeof value === "string" ? value : value.join("");
}

/** Lines as Jupyter writes them: each keeps its line end, the last has none if the text has none. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Whether data of this type is JSON, and therefore never a list of lines. */
export function isJsonMime(mime: string): boolean {
  return /^application\/(.*\+)?json$/.test(mime);
}

/** Whether Jupyter splits data of this type into lines. */
export function isSplitMime(mime: string): boolean {
  return mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";
}
