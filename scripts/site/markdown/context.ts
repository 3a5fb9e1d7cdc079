import type { Token } from "markdown-it";
import { LessonError } from "../../lesson/error.ts";
import type { MarkdownCell } from "../../lesson/notebook.ts";
import type { PageIds } from "../ids.ts";

/** A heading of a page, for its outline. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A link to a place of its own page. */
export interface Fragment {
  readonly id: string;
  readonly cellId: string;
  readonly line: number | undefined;
}

/** What the rules know of the text they render, and what they find out about it. */
export interface MarkdownContext {
  readonly file: string;
  readonly cellId: string;
  /** The text itself, while it is rendered. */
  readonly source?: string;
  readonly attachments?: MarkdownCell["attachments"];
  /** The names of all lessons: only to these may a text link. */
  readonly slugs: ReadonlySet<string>;
  readonly ids: PageIds;
  readonly headings: Heading[];
  /** Checked when the page is complete. */
  readonly fragments: Fragment[];
  /** The terms of the glossary that the page has used so far; undefined where none is to be linked. */
  readonly termsUsed?: Set<string> | undefined;
}

/** The context that `render` was called with. */
export function contextOf(env: unknown): MarkdownContext {
  return env as MarkdownContext;
}

/** A mistake in a text, with the place that the token knows. */
export function mistake(context: MarkdownContext, problem: string, line?: number): LessonError {
  const place = { file: context.file, cellId: context.cellId };
  return new LessonError(line === undefined ? place : { ...place, line }, problem);
}

/** The line, from 1, on which a token starts. Inline tokens do not know theirs. */
export function lineOf(token: Token): number | undefined {
  return token.map === null ? undefined : token.map[0] + 1;
}

/** The first line that holds a part of the text being rendered: for what does not know its own. */
export function lineWith(part: string, { source = "" }: MarkdownContext): number | undefined {
  const line = source.split("\n").findIndex((one) => part !== "" && one.includes(part));
  return line === -1 ? undefined : line + 1;
}
