/** A row of a table: column names and values. Numbers are shown with up to two decimals. */
export type Row = Readonly<Record<string, string | number>>;

/**
 * A Markdown table with the columns of the first row; numbers stand to the right, with two decimals
 * where a column needs them. Throws RangeError if there are no rows.
 */
export function markdownTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) throw new RangeError("a table needs at least one row, got none");
  const columns = Object.keys(first).map((name) => columnOf(rows, name));
  const lines = [0, 1, ...rows.map((_, i) => i + 2)];
  return lines.map((i) => `| ${columns.map((column) => column[i]).join(" | ")} |`).join("\n");
}

/** A column's heading, its alignment and its values, as text. */
function columnOf(rows: readonly Row[], name: string): string[] {
  const values = rows.map((row) => row[name] ?? "");
  const numbers = values.filter((value) => typeof value === "number");
  const decimals = numbers.every((value) => Number.isInteger(value)) ? 0 : 2;
  const shown = values.map((value) =>
    typeof value === "number" ? value.toFixed(decimals) : value.replaceAll("|", "\\|"),
  );
  return [name, numbers.length > 0 ? "---:" : "---", ...shown];
}
