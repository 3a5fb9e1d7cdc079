import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../lesson/files.ts";
import { trusted, type Html } from "../html.ts";
import { codeIn } from "../keep/keep.ts";
import { createHighlight, isKnownLanguage, plainLines, type Highlight } from "./highlight.ts";

/** Where highlighted texts are kept, by what they are made of. */
export interface KeptHighlights {
  get(source: string, language: string): readonly Html[] | undefined;
  put(source: string, language: string, lines: readonly Html[]): void;
}

/** Keeps nothing. */
export const noHighlights: KeptHighlights = { get: () => undefined, put: () => undefined };

/** Keeps a file for each text in `.cache/highlight` below the project. A damaged one is made again. */
export async function highlightsIn(root: string): Promise<KeptHighlights> {
  const own = sha256(JSON.stringify(await codeIn(import.meta.dirname)));
  const folder = join(root, ".cache", "highlight");
  const pathOf = (source: string, language: string): string =>
    join(folder, sha256(JSON.stringify([own, language, source])));
  return {
    get: (source, language) => linesIn(pathOf(source, language)),
    put: (source, language, lines) => {
      mkdirSync(folder, { recursive: true });
      const path = pathOf(source, language);
      const content = JSON.stringify(lines.map(({ text }) => text));
      const unfinished = `${path}.${randomUUID()}`;
      writeFileSync(unfinished, `${sha256(content)}\n${content}`);
      renameSync(unfinished, path);
    },
  };
}

function linesIn(path: string): readonly Html[] | undefined {
  try {
    const [sum, content = ""] = readFileSync(path, "utf8").split("\n");
    if (sum !== sha256(content)) return undefined;
    return (JSON.parse(content) as readonly string[]).map(trusted);
  } catch {
    return undefined;
  }
}

/** A text that was never highlighted came up. */
class NeedsHighlighter extends Error {}

/**
 * Renders with what is kept; only when a text is new is the highlighter loaded, and rendered again. `render` must be a
 * pure function.
 */
export async function highlighted<Result>(
  kept: KeptHighlights,
  render: (highlight: Highlight) => Result,
): Promise<Result> {
  const recalled: Highlight = (source, language) => {
    if (!isKnownLanguage(language)) return plainLines(source);
    const lines = kept.get(source, language);
    if (lines === undefined) throw new NeedsHighlighter(`${language} that was never highlighted`);
    return lines;
  };
  try {
    return render(recalled);
  } catch (error) {
    if (!(error instanceof NeedsHighlighter)) throw error;
  }
  const highlight = await createHighlight();
  return render((source, language) => {
    const known = isKnownLanguage(language) ? kept.get(source, language) : undefined;
    if (known !== undefined) return known;
    const lines = highlight(source, language);
    if (isKnownLanguage(language)) kept.put(source, language, lines);
    return lines;
  });
}
