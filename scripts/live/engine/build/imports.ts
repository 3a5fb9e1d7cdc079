const statement = /\bimport\b([^;"']*)["'](\.[^"']*)["']\)?;?/g;

/** What a cell takes from a file of the project. */
export interface Import {
  readonly from: string;
  /** The name there, by the name here; undefined when the cell does not say which names it takes. */
  readonly names: ReadonlyMap<string, string> | undefined;
  /** The name here of all that is there. */
  readonly all: string | undefined;
}

/** The imports in the text of a cell that have a path; types are left out. */
export function importsIn(source: string): readonly Import[] {
  return [...source.matchAll(statement)].flatMap(([, what = "", from = ""]) => {
    if (/^\s*type\b/.test(what)) return [];
    const all = /\*\s+as\s+([\w$]+)/.exec(what)?.[1];
    return [{ from, names: namesIn(/\{([^}]*)\}/.exec(what)?.[1]), all }];
  });
}

/** The text of a cell without its imports. */
export function withoutImports(source: string): string {
  return source.replace(statement, "");
}

function namesIn(list: string | undefined): ReadonlyMap<string, string> | undefined {
  const names = list?.split(",").flatMap((one) => {
    const [name, local = name] = one.trim().split(/\s+as\s+/);
    return name === undefined || local === undefined || /^(type\s.*)?$/.test(name)
      ? []
      : [[local, name] as const];
  });
  return names && new Map(names);
}
