import { courseEntry, lessonOf } from "../../lesson/course.ts";
import { LessonError, LessonErrors } from "../../lesson/error.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { notebookIn, parseNotebook } from "../../lesson/read.ts";
import { writeNotebook } from "../../lesson/write.ts";
import { createHighlight } from "../../site/code/highlight.ts";
import { createMarkdown } from "../../site/markdown/markdown.ts";
import { renderNotebook, type NotebookTools } from "../../site/pages/notebook-parts.ts";
import { doubleIdsIn } from "../page.ts";
import { dangersIn } from "../safety.ts";

/** What became of a notebook. */
export type Verdict = "refused" | "rendered";

/** Says what becomes of a notebook; throws when that is neither a refusal in words nor a harmless page. */
export type Judge = (bytes: Uint8Array) => Verdict;

const file = "notebooks/01-x.ipynb";

export async function createJudge(): Promise<Judge> {
  const highlight = await createHighlight();
  const markdown = createMarkdown(highlight);
  // What a cell of the theme does by itself, a hostile one may do, too.
  const usual = new Set(
    rendered(harmless(), { course: [], highlight, markdown, hints: () => [] }).flatMap(dangersIn),
  );
  let count = 0;
  return (bytes) => {
    count += 1;
    // To colour code takes longer than everything else: most of it is shown plain.
    const coloured: typeof highlight = (source, language) =>
      highlight(source, count % 100 === 0 ? language : "text");
    try {
      const notebook = notebookIn(bytes, file);
      roundTrips(notebook);
      const lesson = lessonOf(file, notebook);
      courseEntry(lesson);
      const parts = rendered(lesson, {
        course: [],
        highlight: coloured,
        markdown,
        hints: () => ["A hint."],
      });
      const dangers = parts.flatMap(dangersIn).filter((one) => !usual.has(one));
      if (dangers.length > 0) throw new Error(`the page holds ${dangers.join(", ")}`);
      const twice = doubleIdsIn(parts.join(""));
      if (twice.length > 0) throw new Error(`the page holds the ids ${twice.join(", ")} twice`);
      return "rendered";
    } catch (error) {
      return refusal(error);
    }
  };
}

function rendered(lesson: Lesson, tools: NotebookTools): string[] {
  const { title, cells } = renderNotebook(lesson, tools);
  return [title, ...cells].map(String);
}

function harmless(): Lesson {
  const source = ["# Title\n", "\n", "Text.\n"];
  const cells = [
    { cell_type: "markdown", id: "title", metadata: {}, source },
    { cell_type: "code", id: "run", metadata: {}, source: "1;", execution_count: 1, outputs: [] },
  ];
  const metadata = { kernelspec: { name: "tslab", display_name: "" } };
  return lessonOf(
    file,
    parseNotebook(JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }), file),
  );
}

/** What is written is read as the same, and written as the same. */
function roundTrips(notebook: ReturnType<typeof parseNotebook>): void {
  const written = writeNotebook(notebook);
  const again = writeNotebook(parseNotebook(written, file));
  if (again !== written) throw new Error("written, read and written again it is another notebook");
}

function refusal(error: unknown): Verdict {
  if (!(error instanceof LessonError || error instanceof LessonErrors)) throw error;
  const { message } = error;
  if (!/^notebooks\/01-x\.ipynb[,:] ./.test(message)) throw new Error(`says no place: ${message}`);
  if (/[\0-\x08\x0b-\x1f\x7f-\x9f]/.test(message)) throw new Error(`holds escapes: ${message}`);
  if (message.length > 5_000) throw new Error(`says too much: ${message.slice(0, 500)}`);
  return "refused";
}
