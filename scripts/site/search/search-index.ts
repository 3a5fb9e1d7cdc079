import type { Keep } from "../keep/keep.ts";
import { codeIn } from "../keep/keep.ts";
import { documentsIn, type SearchDocument } from "./documents.ts";
import { searchIndexName } from "./search-data.ts";

/** Everything that can be found on the pages, in their order, as the script that a page loads for its first search. */
export async function searchIndex(
  pages: readonly (readonly [path: string, content: string])[],
  keep: Keep,
): Promise<string> {
  const own = await codeIn(import.meta.dirname);
  const found = await Promise.all(
    pages.map(async ([path, content]) => {
      const made = await keep("search", [own, path, content], () =>
        JSON.stringify(documentsIn(content, path)),
      );
      return JSON.parse(made) as readonly SearchDocument[];
    }),
  );
  return `self["${searchIndexName}"]=${JSON.stringify(found.flat())};\n`;
}
