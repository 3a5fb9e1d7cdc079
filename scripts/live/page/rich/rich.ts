/** Loaded for the first output that is more than text: makes a stranger's markup safe, and renders it as the build does. */
import { load } from "../../../site/browser/load.ts";
import { trusted, type Html } from "../../../site/html.ts";
import { display, type MimeBundle } from "../../../site/outputs/display.ts";
import type * as MarkdownModule from "./markdown.ts";
import { cleanHtml, cleanMarkdown, cleanSvg } from "./clean.ts";

/** The output of a cell as the page shows it. Rejects when what is needed for it cannot be loaded. */
export async function render(
  data: MimeBundle,
  place: { readonly cellId: string; readonly index: number },
): Promise<Html> {
  const markdown = typeof data["text/markdown"] === "string" ? await markdownRenderer() : undefined;
  return display(data, {
    ...place,
    clean: { html: cleanHtml, svg: cleanSvg },
    markdown: (source) => trusted(markdown === undefined ? "" : cleanMarkdown(markdown(source))),
  });
}

async function markdownRenderer(): Promise<(source: string) => string> {
  await load("assets/live/markdown.js");
  const { interleaveMarkdown } = self as unknown as { interleaveMarkdown: typeof MarkdownModule };
  return interleaveMarkdown.markdown;
}
