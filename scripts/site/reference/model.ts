/** The reference as plain data, so that it can be kept in a cache and made up in a test. */
export interface Reference {
  readonly themes: readonly Theme[];
}

/** Exports that belong together, in the order of `src/index.ts`. */
export interface Theme {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** One export. */
export interface Entry {
  readonly name: string;
  readonly kind: "class" | "function" | "interface" | "type" | "constant";
  /** Where it is written, from the project's folder: "src/queue.ts". */
  readonly file: string;
  readonly signatures: readonly Signature[];
  readonly doc: Doc;
  readonly members: readonly Member[];
  /** What a class has from another one: "Queue.put". */
  readonly inherited: readonly string[];
}

/** A part of a class or of an interface. */
export interface Member {
  readonly name: string;
  readonly signatures: readonly Signature[];
  readonly doc: Doc;
}

/** A declaration without its body, formatted. */
export interface Signature {
  /** "member" and "new" stand alone on the page, but are TypeScript only inside something else. */
  readonly form: "declaration" | "member" | "new";
  readonly text: string;
}

/** A doc comment. All texts are Markdown. */
export interface Doc {
  readonly text: string;
  readonly parameters: readonly Named[];
  /** `@throws` and the like, in the author's order. */
  readonly tags: readonly Named[];
}

export interface Named {
  readonly name: string;
  readonly text: string;
}

/** The permanent address of a member: "Queue.put", "Queue.asyncIterator". */
export function memberId(entry: Pick<Entry, "name">, member: Pick<Member, "name">): string {
  return `${entry.name}.${member.name.replace(/^\[(?:Symbol\.)?(.*)\]$/, "$1")}`;
}

/** The exports that nobody has described. */
export function undocumented({ themes }: Reference): readonly string[] {
  const entries = themes.flatMap((theme) => theme.entries);
  return entries.filter(({ doc }) => doc.text === "").map(({ name, file }) => `${name} (${file})`);
}
