/** A row of a table: column names and values. Numbers are shown with up to two decimals. */
export type Row = Readonly<Record<string, string | number>>;

/** A Markdown table with the columns of the first row; numbers stand to the right. Throws RangeError if there are no rows. */
export function markdownTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) throw new RangeError("a table needs at least one row, got none");
  const columns = Object.keys(first);
  const rule = columns.map((name) => (typeof first[name] === "number" ? "---:" : "---"));
  const lines = [columns, rule, ...rows.map((row) => columns.map((name) => shown(row[name])))];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function shown(value: string | number | undefined): string {
  if (typeof value !== "number") return (value ?? "").replaceAll("|", "\\|");
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
