import slugify from "@sindresorhus/slugify";

/**
 * The ids of one page. A learner's link to a heading must keep working, so ids come from the words
 * alone; the second heading with the same words gets "-2".
 *
 * Ids of the page's own furniture contain a dot, which neither a cell id nor a slug can contain.
 */
export class PageIds {
  readonly #taken: Set<string>;
  /** The next number to try for words that came before: ten thousand equal headings must not take ten thousand tries each. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** Takes an id that reads like the text and that nothing else on the page has. */
  claim(text: string): string {
    const base = slugify(text) || "section";
    let id = base;
    let count = this.#next.get(base) ?? 2;
    for (; this.#taken.has(id); count += 1) id = `${base}-${count}`;
    this.#next.set(base, count);
    this.#taken.add(id);
    return id;
  }

  /** Gives an id back, so that a heading inside the cell of that name may have it. */
  release(id: string): void {
    this.#taken.delete(id);
  }

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  add(id: string): void {
    this.#taken.add(id);
  }
}
