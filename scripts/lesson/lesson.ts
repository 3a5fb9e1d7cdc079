import type { Notebook } from "./notebook.ts";

/** One lesson: a notebook that was read and found valid, and what its file name and first cells say of it. */
export interface Lesson {
  /** Its place in the course: the number that its file name starts with. 0 for a page beside the lessons. */
  readonly number: number;
  /** The file name without folder and ending: "01-all-the-making". Also the page's name. */
  readonly slug: string;
  /** Path for messages, relative to the project: "notebooks/01-all-the-making.ipynb". */
  readonly file: string;
  /** The first heading, as plain text. */
  readonly title: string;
  /** The first paragraph below the first heading, as plain text. */
  readonly summary: string;
  /** How long it takes to read and run, in whole minutes and without the exercises: estimated from words and cells. */
  readonly minutes: number;
  readonly notebook: Notebook;
}

/** What the page of a lesson may know of the others: a page is made again only when something of this changes. */
export type CourseNeighbour = Pick<CourseEntry, "number" | "slug" | "title" | "exercises">;

/** What course.json says of a lesson. */
export interface CourseEntry {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly words: number;
  readonly cells: number;
  readonly exercises: readonly string[];
  /** Ids of the cells that cannot run in a page. */
  readonly nodeOnly: readonly string[];
}
