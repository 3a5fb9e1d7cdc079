/** Longer than this a type tells a reader nothing more. */
const longest = 300;

/** What TypeScript says of a name, less what is about files: where it was imported from and where the project lies. */
export function shortType(said: string, root: string): string {
  const text = said
    .replace(/^\(alias\) /, "")
    .replace(/\nimport [^\n]*$/, "")
    .replaceAll(`${root}/`, "")
    .replace(/^import (\w+)$/, "namespace $1")
    .trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** Doc comments promise in their first sentence; the reference has the rest. */
export function firstSentence(doc: string): string {
  const paragraph =
    doc
      .trim()
      .split(/\n\s*\n/)[0]
      ?.replace(/\s+/g, " ") ?? "";
  const plain = paragraph.replace(/`([^`]+)`/g, "$1");
  return /^.*?[.!?](?=\s+[A-Z(“"])/.exec(plain)?.[0] ?? plain;
}
