import * as v from "valibot";
import { keep, keptLessons, recall } from "../store.ts";

const format = "interleave-progress";

const texts = v.array(v.string());

const recordSchema = v.object({
  read: v.boolean(),
  ran: texts,
  solved: texts,
  answers: v.record(v.string(), v.string()),
  edits: v.record(v.string(), v.object({ author: v.string(), reader: v.string() })),
});

/** What is kept of all lessons, as a file. */
const fileSchema = v.object(
  {
    format: v.literal(format, `it does not say "format": "${format}"`),
    version: v.literal(1, "it is of a version that this page does not know"),
    lessons: v.record(
      v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/, "a lesson has a name that no lesson can have")),
      recordSchema,
    ),
  },
  "it is not a file of this course's progress",
);

/** Larger than any reader's work, small enough for every browser to keep. */
const largestFile = 4 * 1024 * 1024;

/** What an import did: how many lessons it had, and which changed cells stayed as they are here. */
export interface Imported {
  readonly lessons: number;
  readonly keptHere: number;
  /** Whether it outlasts the page. */
  readonly lasting: boolean;
}

/** All that is kept, as the text of a file: the same progress gives the same text. */
export function exported(): string {
  const lessons = Object.fromEntries(keptLessons().map((slug) => [slug, recall(slug)]));
  return `${JSON.stringify({ format, version: 1, lessons }, null, 2)}\n`;
}

/**
 * Adds what a file holds to what is kept here: nothing that was read, run, solved or written here is lost. A file that is
 * not such a file changes nothing: throws an Error that says what is wrong with it.
 */
export function imported(text: string): Imported {
  const { lessons } = parsed(text);
  let keptHere = 0;
  let lasting = true;
  for (const [slug, theirs] of Object.entries(lessons)) {
    const stored = keep(slug, (mine) => {
      const both = Object.keys(theirs.edits).filter((id) => id in mine.edits);
      keptHere += both.filter((id) => mine.edits[id]?.reader !== theirs.edits[id]?.reader).length;
      return {
        read: mine.read || theirs.read,
        ran: [...new Set([...mine.ran, ...theirs.ran])],
        solved: [...new Set([...mine.solved, ...theirs.solved])].sort(),
        answers: { ...theirs.answers, ...mine.answers },
        edits: { ...theirs.edits, ...mine.edits },
      };
    });
    lasting &&= stored;
  }
  return { lessons: Object.keys(lessons).length, keptHere, lasting };
}

function parsed(text: string): v.InferOutput<typeof fileSchema> {
  if (text.length > largestFile) throw new Error("it is larger than 4 MB");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = v.safeParse(fileSchema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new Error(path === null ? issue.message : `${issue.message} (at ${path})`);
}
