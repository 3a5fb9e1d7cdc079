import type { CourseEntry, Lesson } from "../../lesson/lesson.ts";
import { assets, bookStyle } from "../assets.ts";
import { createHighlight } from "../code/highlight.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import { bookPage } from "./book-page.ts";
import { pageNumbersIn } from "./page-numbers.ts";
import { printed } from "./print.ts";

/** Where the book lies in the site. */
export const bookPath = "interleave.pdf";

/**
 * The course as one PDF, with contents, page numbers and outline. It is printed twice: only the
 * first printing says on which page everything stands. Rejects with Refused without Chromium.
 */
export async function courseBook(
  lessons: readonly Lesson[],
  course: readonly CourseEntry[],
): Promise<Uint8Array> {
  const highlight = await createHighlight();
  const tools = { course, highlight, markdown: createMarkdown(highlight), hints: () => [] };
  const shared = [...(await assets()), await bookStyle()].map(
    ([path, content]) => [path, forPaper(content)] as const,
  );
  const print = async (page: string): Promise<Uint8Array> =>
    await printed(new Map([["index.html", page], ...shared]));
  const first = await print(bookPage(lessons, tools));
  return await print(bookPage(lessons, tools, pageNumbersIn(first)));
}

/** On a screen nobody waits for the text face; paper has the time, and so has a picture. */
export function forPaper(content: string | Uint8Array): string | Uint8Array {
  return typeof content === "string"
    ? content.replaceAll("font-display:optional", "font-display:block")
    : content;
}
