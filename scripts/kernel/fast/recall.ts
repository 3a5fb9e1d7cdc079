import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type { Compiled } from "./compiler.ts";

interface Entry {
  readonly compiled: Compiled;
  /** How the files that decided it were. */
  readonly stamps: string;
}

/** More than a course has cells; then what is oldest goes. */
const mostEntries = 5_000;

const entries = new Map<string, Entry>();

/** The name of a chain of cells that is one cell longer. */
export function longer(chain: string, source: string): string {
  return createHash("sha256")
    .update(JSON.stringify([chain, source]))
    .digest("hex");
}

/** What the last cell of a chain was compiled to in this process; undefined when a file that it imports has changed. */
export function recalled(chain: string): Compiled | undefined {
  const entry = entries.get(chain);
  if (entry?.stamps === undefined || entry.stamps !== stampsOf(entry.compiled)) return undefined;
  return entry.compiled;
}

export function remember(chain: string, compiled: Compiled): void {
  if (!compiled.imports.isComplete) return;
  entries.set(chain, { compiled, stamps: stampsOf(compiled) });
  const [oldest] = entries.keys();
  if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
}

function stampsOf({ imports: { files, absent } }: Compiled): string {
  return [...files, ...absent].map(stampOf).join();
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "";
}
