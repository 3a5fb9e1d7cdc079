import MiniSearch from "minisearch";
import type { SearchDocument } from "../search/documents.ts";

/** A place that was found, with the part of its text that says why. */
export interface Found {
  readonly place: SearchDocument;
  readonly context: readonly Piece[];
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** What is looked for, found: best first, at most `most`. */
export type Find = (query: string, most: number) => readonly Found[];

const weights = { title: 4, where: 1.2, text: 1 };

/** Pages and terms answer a question before a section does, and a section before code. */
const boosts: Readonly<Record<SearchDocument["kind"], number>> = {
  term: 1.6,
  page: 1.4,
  section: 1,
  library: 0.7,
  code: 0.6,
};

/** What is called exactly so is most likely meant. */
const sameName = 3;

/** Makes a list of places searchable: whole words, beginnings of words and, from five letters on, a slip of the pen. */
export function finder(places: readonly SearchDocument[]): Find {
  const search = new MiniSearch<SearchDocument & { id: number }>({
    fields: Object.keys(weights),
    storeFields: [],
    processTerm: (term) => wordsOf(term),
    searchOptions: {
      boost: weights,
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.25 : false),
      combineWith: "AND",
      processTerm: (term) => term.toLowerCase(),
      boostDocument: (id, term) => {
        const { kind, title } = places[Number(id)]!;
        return boosts[kind] * (title.toLowerCase() === term ? sameName : 1);
      },
    },
  });
  search.addAll(places.map((place, id) => ({ ...place, id })));
  return (query, most) =>
    search
      .search(query)
      .slice(0, most)
      .map(({ id, match }) => {
        const place = places[Number(id)]!;
        return { place, context: contextOf(place, Object.keys(match)) };
      });
}

/** A name of several words is found by each of them: createTask by "task". */
function wordsOf(term: string): string[] {
  const parts = term.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  return [...new Set([term, ...(parts.length > 1 ? parts : [])].map((one) => one.toLowerCase()))];
}

const contextLength = 150;

/** The text around the first hit, or its beginning, cut into what was looked for and the rest. */
export function contextOf(
  { text, kind }: Pick<SearchDocument, "text" | "kind">,
  terms: readonly string[],
): readonly Piece[] {
  const words = [...terms].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = words.length === 0 ? undefined : new RegExp(words.join("|"), "gi");
  const shown = kind === "code" ? lineOf(text, pattern) : cutAround(text, pattern);
  return pattern === undefined ? [{ text: shown, hit: false }] : pieces(shown, pattern);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function lineOf(code: string, pattern: RegExp | undefined): string {
  const lines = code.split("\n").map((line) => line.trim());
  return lines.find((line) => pattern && line.search(pattern) !== -1) ?? lines[0] ?? "";
}

function cutAround(text: string, pattern: RegExp | undefined): string {
  const at = pattern === undefined ? 0 : Math.max(0, text.search(pattern));
  const from = at < contextLength / 2 ? 0 : text.lastIndexOf(" ", at - contextLength / 3) + 1;
  const until = from + contextLength;
  const end = until >= text.length ? text.length : text.lastIndexOf(" ", until);
  return `${from > 0 ? "… " : ""}${text.slice(from, Math.max(end, from))}${end < text.length ? " …" : ""}`;
}

function pieces(text: string, pattern: RegExp): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    found.push({ text: text.slice(from, match.index), hit: false });
    found.push({ text: match[0], hit: true });
    from = match.index + match[0].length;
  }
  found.push({ text: text.slice(from), hit: false });
  return found.filter((piece) => piece.text !== "");
}
