import { join } from "node:path";
import { highlighted, type KeptHighlights } from "../code/kept-highlight.ts";
import { codeIn, contentsOf, type Keep } from "../keep/keep.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import type { LessonTools } from "./lesson-page.ts";

/** Draws a page with these tools and what `parts` say, and with nothing else. */
export type Draw = (tools: LessonTools) => string;

/** A page by its path: drawn, or recalled when nothing of `parts`, the tools and our code has changed. */
export type KeptPage = (path: string, parts: unknown, draw: Draw) => Promise<[string, string]>;

/** What all pages are drawn with, less what a highlighter brings. */
export type PageTools = Omit<LessonTools, "highlight" | "markdown">;

/** Keeps pages, each until what it is made of changes. Hints and types of names are for `parts` to tell: they differ by page. */
export async function keptPages(
  tools: PageTools,
  keep: Keep,
  highlights: KeptHighlights,
): Promise<KeptPage> {
  const { course, links, live } = tools;
  const all = [await ownCode(), course, links, live && [live.policy, [...live.files.keys()]]];
  return async (path, parts, draw) => {
    const drawn = async (): Promise<string> =>
      await highlighted(highlights, (highlight) => {
        return draw({ ...tools, highlight, markdown: createMarkdown(highlight) });
      });
    return [path, await keep("pages", [all, path, parts], drawn)];
  };
}

/** Who draws a page is part of what it is made of. */
async function ownCode(): Promise<unknown> {
  const scripts = join(import.meta.dirname, "../..");
  const folders = ["site", "lesson", "live"].map((name) => codeIn(join(scripts, name)));
  const packages = contentsOf(join(scripts, ".."), ["package-lock.json"]);
  return await Promise.all([...folders, packages]);
}
