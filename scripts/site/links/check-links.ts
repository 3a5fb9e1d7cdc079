import { posix } from "node:path";
import { LessonError, throwIfAny } from "../../lesson/error.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { placesNaming } from "./origin.ts";
import { referencesIn, referencesInStyle, type PageReference } from "./references.ts";

/** A link that leads out of the site. Nobody follows it here: a build needs no network. */
export interface ExternalLink {
  readonly url: string;
  /** The pages it stands on. */
  readonly pages: readonly string[];
}

export interface CheckedLinks {
  /** Every reference that leads nowhere, with the place it was written at as far as that is known. */
  readonly problems: readonly LessonError[];
  /** In alphabetical order. */
  readonly external: readonly ExternalLink[];
}

/** Where a site lists its links to elsewhere, for whoever wants to try them. */
export const externalLinksPath = "links.json";

/** The site with the list of its external links. Throws a LessonError for each reference that leads nowhere. */
export function withCheckedLinks(files: Files, lessons: readonly Lesson[]): Files {
  const { problems, external } = checkLinks(files, lessons);
  throwIfAny(problems);
  return new Map([...files, [externalLinksPath, `${JSON.stringify({ external }, null, 2)}\n`]]);
}

type Files = ReadonlyMap<string, string | Uint8Array>;

/** Follows every reference of every page and stylesheet: links, fragments, images, and what else is loaded. */
export function checkLinks(files: Files, lessons: readonly Lesson[]): CheckedLinks {
  const pages = new Map(
    [...files]
      .filter(([path]) => path.endsWith(".html"))
      .map(([path, content]) => [path, referencesIn(textOf(content))]),
  );
  const idsOf = (path: string): ReadonlySet<string> | undefined => pages.get(path)?.ids;
  const external = new Map<string, Set<string>>();
  const problems = new Map<string, LessonError>();
  const check = (path: string, reference: PageReference): void => {
    if (reference.kind === "link" && isExternal(reference.target)) {
      external.set(reference.target, (external.get(reference.target) ?? new Set()).add(path));
      return;
    }
    const rule = brokenRule(path, reference, files, idsOf);
    if (rule === undefined) return;
    const lesson = lessons.find(({ slug }) => path === `${slug}.html`);
    for (const error of errorsFor(path, reference, rule, lesson))
      problems.set(error.message, error);
  };
  for (const [path, { references }] of pages) references.forEach((one) => check(path, one));
  for (const [path, content] of files) {
    if (path.endsWith(".css"))
      referencesInStyle(textOf(content)).forEach((one) => check(path, one));
  }
  return { problems: [...problems.values()], external: sorted(external) };
}

function errorsFor(
  path: string,
  { target, cellId }: PageReference,
  rule: string,
  lesson: Lesson | undefined,
): LessonError[] {
  const problem = `${rule}, got ${target.slice(0, 120) || "nothing"}`;
  if (lesson === undefined) return [new LessonError({ file: path }, problem)];
  const onPage = `${problem} (on the page ${path})`;
  if (cellId !== undefined) return [new LessonError({ file: lesson.file, cellId }, onPage)];
  const places = placesNaming(target, lesson);
  // A link that no text of the lesson holds is the page's own.
  if (places.length === 0) return [new LessonError({ file: path }, problem)];
  return places.map((place) => new LessonError(place, onPage));
}

/** The rule that a reference breaks; undefined when it leads somewhere. */
function brokenRule(
  path: string,
  { kind, target }: PageReference,
  files: Files,
  idsOf: (path: string) => ReadonlySet<string> | undefined,
): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target)) {
    if (kind === "image" && /^data:image\//i.test(target)) return undefined;
    return kind === "link"
      ? "a link must lead to a page or a file of the site, or to http, https or mailto"
      : "a page must load nothing from elsewhere";
  }
  const [address = "", fragment] = split(target);
  const to = address === "" ? path : fileAt(path, address);
  const isNothing = kind !== "link" && target === "";
  if (isNothing || to === undefined || !files.has(to)) {
    return kind === "image"
      ? "an image must be a file of the site, be drawn by a cell or be a data: URI"
      : "a link must lead to a page or a file of the site";
  }
  if (fragment === undefined || fragment === "" || idsOf(to)?.has(fragment)) return undefined;
  return `a link must lead to a heading or a cell of ${to}`;
}

function isExternal(target: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(target);
}

/** Address and fragment, as the browser reads them; what stands behind a question mark chooses no other file. */
function split(target: string): readonly [address: string, fragment: string | undefined] {
  const [before = "", ...rest] = target.split("#");
  const address = before.replace(/\?.*$/s, "");
  return [decoded(address), rest.length === 0 ? undefined : decoded(rest.join("#"))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The file at an address; undefined when it lies outside of the site, wherever that is hosted. */
function fileAt(path: string, address: string): string | undefined {
  const to = posix.join(posix.dirname(path), address);
  if (address.startsWith("/") || to.startsWith("..")) return undefined;
  return to === "." || to.endsWith("/") ? posix.join(to, "index.html") : to;
}

function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

function sorted(external: ReadonlyMap<string, ReadonlySet<string>>): ExternalLink[] {
  return [...external]
    .map(([url, pages]) => ({ url, pages: [...pages].sort() }))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}
