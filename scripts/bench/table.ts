import type { Result } from "./result.ts";
import type { Theme } from "./theme.ts";

/** A theme as text: contestants by scenarios, then how ours stands to the floor and to the best peer. */
export function tableOf(theme: Theme, results: readonly Result[]): string {
  const own = results.filter((result) => result.theme === theme.id);
  const scenarios = theme.scenarios.filter((name) => own.some(({ scenario }) => scenario === name));
  const at = (scenario: string, test: (result: Result) => boolean): Result[] =>
    own.filter((result) => result.scenario === scenario && test(result));
  const row = (head: string, entry: (scenario: string) => string): string[] => [
    head,
    ...scenarios.map(entry),
  ];
  const rows = theme.contestants
    .filter(({ name }) => own.some(({ contestant }) => contestant === name))
    .map(({ name }) =>
      row(name, (scenario) => figure(at(scenario, ({ contestant }) => contestant === name)[0])),
    );
  const oursIn = (scenario: string): Result | undefined =>
    at(scenario, ({ role }) => role === "ours")[0];
  const summary = [
    row("ours ÷ floor", (scenario) => times(oursIn(scenario)?.toFloor)),
    row("best peer ÷ ours", (scenario) => times(least(at(scenario, isPeer)))),
    row("noise of ours", (scenario) => percent(oursIn(scenario))),
  ];
  const lines = aligned([
    row("", (scenario) => scenario),
    ...rows,
    ...summary.filter(saysSomething),
  ]);
  const rule = "-".repeat(lines[0]?.length ?? 0);
  lines.splice(1, 0, rule);
  lines.splice(2 + rows.length, 0, rule);
  const notes = theme.notes.map((note) => `  – ${note}`);
  return [`${theme.title} (${theme.unit}; × ours)`, "", ...lines, ...notes].join("\n");
}

const isPeer = ({ role }: Result): boolean => role === "peer";

function figure(result: Result | undefined): string {
  if (!result) return "–";
  const ns = Math.round(result.median).toLocaleString("en");
  const beside = result.role === "ours" ? "" : times(result.toOurs);
  return `${ns} ${beside.padStart(7)}`;
}

function times(ratio: number | undefined): string {
  if (ratio === undefined) return "–";
  return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString("en")}×`;
}

/** Nothing for a single round, which cannot differ from itself. */
function percent(result: Result | undefined): string {
  if (!result || result.values.length < 2) return "–";
  return `±${(result.noise * 100).toFixed(0)} %`;
}

function least(results: readonly Result[]): number | undefined {
  const ratios = results.flatMap(({ toOurs }) => toOurs ?? []);
  return ratios.length === 0 ? undefined : Math.min(...ratios);
}

function saysSomething([, ...entries]: readonly string[]): boolean {
  return entries.some((entry) => entry !== "–");
}

/** The first column to the left, all others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
