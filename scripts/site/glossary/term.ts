/** A word of the course, and what it means here. */
export interface Term {
  /** As the glossary spells it; its anchor is made of it. */
  readonly name: string;
  /** Markdown: what it is, then an example or what it is not. */
  readonly meaning: string;
  /** The number of the lesson that teaches it. */
  readonly lesson: number;
  /**
   * The spellings that lead here from their first use in a lesson. None for words that everyday
   * English uses as well: a link at the wrong place is worse than no link.
   */
  readonly spellings: readonly string[];
}

export interface TermGroup {
  readonly title: string;
  readonly terms: readonly Term[];
}

/** A term as its files write it down. */
export function term(name: string, lesson: number, meaning: string, ...spellings: string[]): Term {
  return { name, lesson, meaning, spellings };
}
