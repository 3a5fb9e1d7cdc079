import { Parser } from "htmlparser2";
import { remembering } from "../../lesson/remembering.ts";

/** How a page refers to something: a link is followed by a reader, everything else is loaded with the page. */
export type Kind = "link" | "image" | "file";

export interface PageReference {
  readonly kind: Kind;
  readonly target: string;
  /** The code cell whose output it stands in. */
  readonly cellId: string | undefined;
}

/** What the links of a page start from and lead to. */
export interface PageReferences {
  readonly ids: ReadonlySet<string>;
  readonly references: readonly PageReference[];
}

/** Where in an element a reference stands. Elements that load scripts, sounds or frames are files, too. */
const kinds: Readonly<Record<string, readonly [attribute: string, kind: Kind]>> = {
  a: ["href", "link"],
  area: ["href", "link"],
  img: ["src", "image"],
  image: ["href", "image"],
  use: ["href", "image"],
  script: ["src", "file"],
  iframe: ["src", "file"],
  source: ["src", "file"],
  audio: ["src", "file"],
  video: ["src", "file"],
  object: ["data", "file"],
  embed: ["src", "file"],
};

/** What a `<link>` says that makes the browser load it. */
const loaded = /\b(?:stylesheet|icon|preload|modulepreload|prefetch|manifest)\b/;

/** Reads the ids and the references of a page. */
export const referencesIn = remembering((page): PageReferences => {
  const ids = new Set<string>();
  const references: PageReference[] = [];
  let cell: { readonly id: string; readonly depth: number } | undefined;
  let depth = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1;
      const { id, "data-cell-id": cellId } = attributes;
      if (id !== undefined) ids.add(id);
      if (cellId !== undefined) cell = { id: cellId, depth };
      const [attribute, kind] = name === "link" ? linkKind(attributes) : (kinds[name] ?? []);
      const target = attribute === undefined ? undefined : attributes[attribute];
      if (kind === undefined || target === undefined) return;
      references.push({ kind, target, cellId: cell?.id });
    },
    onclosetag: () => {
      if (depth === cell?.depth) cell = undefined;
      depth -= 1;
    },
  });
  parser.end(page);
  return { ids, references };
});

function linkKind(
  attributes: Readonly<Record<string, string>>,
): readonly [] | (typeof kinds)[string] {
  return loaded.test(attributes["rel"] ?? "") ? ["href", "file"] : [];
}

/** What a stylesheet loads. */
export function referencesInStyle(css: string): readonly PageReference[] {
  const found = css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)/g);
  return [...found].map(([, double, single, bare]) => ({
    kind: "file",
    target: double ?? single ?? bare ?? "",
    cellId: undefined,
  }));
}
