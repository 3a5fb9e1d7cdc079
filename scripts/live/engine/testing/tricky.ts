/** The tricky cells: what tells a page that runs cells from one that runs them as the kernel does. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Output } from "../../../kernel/output.ts";
import { canonicalOutputs } from "../../../lesson/canonical-output.ts";
import { projectRoot } from "../../../lesson/testing.ts";

/** Cells that run one after the other in a fresh kernel. */
export interface Group {
  readonly name: string;
  readonly sources: readonly string[];
}

/** What a real Jupyter client got from the real kernel. */
export interface Recorded {
  readonly kernel: string;
  readonly date: string;
  /** For each group the outputs of its cells. */
  readonly groups: Readonly<Record<string, readonly (readonly Output[])[]>>;
}

const folder = join(projectRoot, "scripts/testdata/live");

export const recordPath = join(folder, "recorded.json");

/** In the file, `=== name` begins a group, and `---` stands between cells. */
export async function trickyGroups(): Promise<readonly Group[]> {
  const text = await readFile(join(folder, "cells.txt"), "utf8");
  return text.split(/^=== /m).flatMap((group) => {
    const [name, ...lines] = group.trimEnd().split("\n");
    if (name === undefined || name === "") return [];
    return [{ name, sources: lines.join("\n").split(/\n?^---$\n?/m) }];
  });
}

export async function recorded(): Promise<Recorded> {
  return JSON.parse(await readFile(recordPath, "utf8")) as Recorded;
}

/** These cannot run in a page. */
export const needsNode: ReadonlySet<string> = new Set(["inspect 47", "redeclaration 31"]);

/**
 * The cells of a group that give something else than what was recorded. `known` are those that may, by group and
 * number of the cell; of those that need Node only that they are refused.
 */
export async function differencesInGroup(
  { name, sources }: Group,
  record: Recorded,
  known: Readonly<Record<string, string>>,
  run: (source: string) => Promise<readonly Output[]>,
): Promise<readonly unknown[]> {
  const differences: unknown[] = [];
  for (const [i, source] of sources.entries()) {
    const cell = `${name} ${i}`;
    const here = canonicalOutputs(await run(source), projectRoot);
    const there = record.groups[name]?.[i];
    const isRefused = /needs Node|Buffer is not defined/.test(JSON.stringify(here));
    if (needsNode.has(cell) && isRefused) continue;
    if (cell in known || isDeepStrictEqual(here, there)) continue;
    differences.push({ cell, source, here, there });
  }
  return differences;
}
