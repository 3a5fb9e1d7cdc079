import { Parser } from "htmlparser2";
import { referencePath } from "../reference/names.ts";

/** What can be found: a place of a page, with the words that stand there. */
export interface SearchDocument {
  /** "02-async.html#first-run" */
  readonly address: string;
  readonly title: string;
  /** Of which page, and below which heading. */
  readonly where: string;
  readonly kind: "page" | "section" | "code" | "library" | "term";
  readonly text: string;
}

/** What of a page is no text of the course, or would tell a solution to whoever looks for its words. */
const skippedElements = new Set(["nav", "svg", "annotation", "script", "style", "button"]);
const skippedClasses =
  /\b(?:kicker|outline-fold|run-panel|hints|solution|cell-bar|cell-output|ref-facts)\b/;

const headingName = /^h[1-4]$/;
const spacious =
  /^(?:p|li|td|th|dt|dd|h[1-6]|pre|div|section|summary|figcaption|br|tr|blockquote)$/;
/** They hold nothing, so nothing closes them. */
const emptyElements = new Set(["br", "img", "hr", "input", "link", "meta", "wbr"]);

/** The places of a finished page: its headings with what stands below them, and its code cells. */
export function documentsIn(page: string, path: string): readonly SearchDocument[] {
  const reader = new PageReader(path);
  const parser = new Parser(reader, { decodeEntities: true });
  parser.write(page);
  parser.end();
  return reader.documents();
}

interface Place {
  readonly id: string | undefined;
  readonly kind: SearchDocument["kind"];
  readonly level: number;
  title: string;
  where: string;
  text: string;
}

/** Follows a page from tag to tag and puts its words where they belong. */
class PageReader {
  readonly #path: string;
  readonly #places: Place[] = [];
  #depth = 0;
  /** The depth at which something began; what is inside is deeper. Infinity: nothing did. */
  #mainAt = Infinity;
  #skippedAt = Infinity;
  #headingAt = Infinity;
  #cellAt = Infinity;
  #section: Place | undefined;
  #cell: Place | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    if (spacious.test(name)) this.ontext(" ");
    if (emptyElements.has(name)) return;
    this.#depth += 1;
    if (name === "main") this.#mainAt = this.#depth;
    if (this.#mainAt === Infinity || this.#skippedAt !== Infinity) return;
    const classes = attributes["class"] ?? "";
    const hidden = attributes["aria-hidden"] === "true";
    if (hidden || skippedElements.has(name) || skippedClasses.test(classes)) {
      this.#skippedAt = this.#depth;
    } else if (name === "h1" || (headingName.test(name) && attributes["id"] !== undefined))
      this.#startSection(name, attributes["id"]);
    else if (name === "dt" && attributes["id"] !== undefined) this.#startTerm(attributes["id"]);
    else if (attributes["data-cell-id"] !== undefined) this.#startCell(attributes);
  }

  ontext(text: string): void {
    if (this.#mainAt === Infinity || this.#skippedAt !== Infinity) return;
    const place = this.#cell ?? this.#section;
    if (place === undefined) return;
    if (this.#headingAt === Infinity) place.text += text;
    else place.title += text;
  }

  onclosetag(name: string): void {
    if (emptyElements.has(name)) return;
    if (this.#depth === this.#skippedAt) this.#skippedAt = Infinity;
    if (this.#depth === this.#headingAt) this.#headingAt = Infinity;
    if (this.#depth === this.#mainAt) this.#mainAt = Infinity;
    if (this.#depth === this.#cellAt) {
      this.#cellAt = Infinity;
      this.#cell = undefined;
    }
    this.#depth -= 1;
  }

  documents(): SearchDocument[] {
    const page = tidy(this.#places.find(({ level }) => level === 1)?.title ?? "");
    return this.#places.map(({ id, kind, level, title, where, text }) => ({
      address: id === undefined || level === 1 ? this.#path : `${this.#path}#${id}`,
      title: tidy(title),
      where: [page, tidy(where)].filter((part) => level !== 1 && part !== "").join(" › "),
      kind: level === 1 ? "page" : this.#path === referencePath ? "library" : kind,
      text: kind === "code" ? text.trim() : tidy(text),
    }));
  }

  #startSection(name: string, id: string | undefined): void {
    const level = Number(name.slice(1));
    const above = [...this.#places]
      .reverse()
      .find((place) => place.kind === "section" && place.level > 1 && place.level < level);
    this.#start({ kind: "section", level, id, title: "", where: above?.title ?? "", text: "" });
  }

  #startTerm(id: string): void {
    this.#start({ kind: "term", level: 7, id, title: "", where: "", text: "" });
  }

  #start(place: Place): void {
    this.#headingAt = this.#depth;
    this.#section = place;
    this.#places.push(place);
  }

  #startCell(attributes: Readonly<Record<string, string>>): void {
    const above = this.#section;
    const where = above === undefined || above.level === 1 ? "" : above.title;
    const title = attributes["aria-label"] ?? "Code cell";
    this.#cellAt = this.#depth;
    this.#cell = { kind: "code", level: 7, id: attributes["id"], title, where, text: "" };
    this.#places.push(this.#cell);
  }
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
