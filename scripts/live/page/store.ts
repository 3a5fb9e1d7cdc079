/** A cell that the reader changed: the text it had from its author then, and the reader's own. */
export interface Edit {
  readonly author: string;
  readonly reader: string;
}

/** What a browser keeps of one lesson. Nothing of it leaves the browser. */
export interface LessonRecord {
  /** The reader came to its end. */
  readonly read: boolean;
  /** Ids of the cells that ran. */
  readonly ran: readonly string[];
  /** Numbers of the exercises whose check passed: "1.2". */
  readonly solved: readonly string[];
  /** What was predicted, by the prediction's id; empty when the result was shown without an answer. */
  readonly answers: Readonly<Record<string, string>>;
  /** The cells that the reader changed, by cell id. */
  readonly edits: Readonly<Record<string, Edit>>;
}

const prefix = "interleave.lesson.";

export const nothingYet: LessonRecord = {
  read: false,
  ran: [],
  solved: [],
  answers: {},
  edits: {},
};

/** What storage refuses lasts as long as the page. Every script has a copy of this module: the page itself keeps it. */
function kept(): Map<string, LessonRecord> {
  const page = self as unknown as { interleaveKept?: Map<string, LessonRecord> };
  return (page.interleaveKept ??= new Map<string, LessonRecord>());
}

/** What is kept of a lesson; of what cannot be read, nothing. */
export function recall(slug: string): LessonRecord {
  return kept().get(slug) ?? stored(slug) ?? nothingYet;
}

/**
 * Keeps a change of what is kept now: another tab may have changed it in the meantime. Returns whether it outlasts
 * the page; where storage is refused or full it does not.
 */
export function keep(
  slug: string,
  change: (known: LessonRecord) => Partial<LessonRecord>,
): boolean {
  const known = recall(slug);
  const record = { ...known, ...change(known) };
  try {
    localStorage.setItem(prefix + slug, JSON.stringify(record));
    kept().delete(slug);
    return true;
  } catch {
    kept().set(slug, record);
    return false;
  }
}

/** The lessons of which anything is kept. */
export function keptLessons(): readonly string[] {
  const slugs = new Set(kept().keys());
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) slugs.add(key.slice(prefix.length));
    }
  } catch {
    // What the page itself keeps is all there is.
  }
  return [...slugs].sort();
}

/** Forgets everything that is kept of every lesson. */
export function forgetAll(): void {
  for (const slug of keptLessons()) {
    kept().delete(slug);
    try {
      localStorage.removeItem(prefix + slug);
    } catch {
      // Then nothing is stored, either.
    }
  }
}

/** A list with one more entry, once. */
export function including(list: readonly string[], entry: string): string[] {
  return list.includes(entry) ? [...list] : [...list, entry];
}

function stored(slug: string): LessonRecord | undefined {
  try {
    const text = localStorage.getItem(prefix + slug) ?? "";
    const record: LessonRecord = { ...nothingYet, ...(JSON.parse(text) as object) };
    return isOurs(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a record has the form in which we write it: anybody can write into the storage of this address. */
function isOurs(record: Readonly<Record<keyof LessonRecord, unknown>>): boolean {
  const { read, ran, solved, answers, edits } = record;
  const areObjects = [answers, edits].every((one) => typeof one === "object" && one !== null);
  return read === !!read && [ran, solved].every(Array.isArray) && areObjects;
}
