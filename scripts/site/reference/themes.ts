import ts from "typescript";

/** A group of names in an index, with the title that stands above it. */
export interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

/** A comment of one line with nothing between it and what follows. */
const lineAbove = /(?:\/\/|\/\*\*?)[^\S\n]*([^\n]*?)\.?[^\S\n]*(?:\*\/)?\n$/;

/**
 * The groups of an index file: blank lines part them. A comment right above a group names it;
 * a group that nothing names belongs to the one before.
 */
export function groupsOf(source: string): readonly Group[] {
  const file = ts.createSourceFile("index.ts", source, ts.ScriptTarget.Latest, true);
  const groups: { title: string; names: string[] }[] = [];
  for (const statement of file.statements) {
    const names = namesIn(statement);
    const opening = source.slice(statement.getFullStart(), statement.getStart());
    const [, comment] = lineAbove.exec(opening) ?? [];
    if (groups.length === 0 || comment !== undefined || /\n\s*\n/.test(opening)) {
      groups.push({ title: comment ?? "", names });
    } else groups.at(-1)!.names.push(...names);
  }
  return joined(groups);
}

function joined(groups: readonly Group[]): readonly Group[] {
  const named: { title: string; names: string[] }[] = [];
  for (const { title, names } of groups) {
    const last = named.at(-1);
    if (title === "" && last) last.names.push(...names);
    else if (names.length > 0) named.push({ title: title || "The library", names: [...names] });
  }
  return named;
}

function namesIn(statement: ts.Statement): string[] {
  if (!ts.isExportDeclaration(statement) || !statement.exportClause) return [];
  if (!ts.isNamedExports(statement.exportClause)) return [];
  return statement.exportClause.elements.map(({ name }) => name.text);
}
