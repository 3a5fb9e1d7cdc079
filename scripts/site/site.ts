import { exerciseIds } from "../lesson/course.ts";
import type { CourseEntry, CourseNeighbour, Lesson } from "../lesson/lesson.ts";
import { codeCells } from "../lesson/notebook.ts";
import { writeNotebook } from "../lesson/write.ts";
import { assets } from "./assets.ts";
import { asyncioPage } from "./asyncio/asyncio-page.ts";
import { bookPath } from "./book/course-book.ts";
import { noHighlights, type KeptHighlights } from "./code/kept-highlight.ts";
import { glossaryPath } from "./glossary/addresses.ts";
import { glossaryLink, glossaryPage } from "./glossary/glossary-page.ts";
import { hoversPath, hoversScript, type LessonHovers } from "./hover/hovers.ts";
import { keepInMemory, type Keep } from "./keep/keep.ts";
import { llms, llmsPath, robots, robotsPath, sitemap, sitemapPath } from "./meta/directory.ts";
import { icon } from "./meta/icon.ts";
import { iconPath, placed } from "./meta/open-graph.ts";
import { pictures } from "./meta/pictures.ts";
import { workerPath } from "./offline/manifest.ts";
import { serviceWorker } from "./offline/service-worker.ts";
import { indexPage } from "./pages/index-page.ts";
import { coversOf } from "./pages/covers.ts";
import type { LiveSite, SiteLink } from "./pages/layout.ts";
import { keptPages } from "./pages/kept-pages.ts";
import { lessonPage } from "./pages/lesson-page.ts";
import { missingPage, missingPath } from "./pages/missing-page.ts";
import type { Reference } from "./reference/model.ts";
import { addressesIn, referencePath } from "./reference/names.ts";
import { referencePage } from "./reference/reference-page.ts";
import { liveScripts, readerScripts, workerScript } from "./scripts.ts";
import { teachingPage, teachingPath } from "./teaching/teaching-page.ts";
import { stepsPath, stepsScript } from "../live/stepper/packed.ts";
import { searchIndexPath } from "./search/search-data.ts";
import { searchIndex } from "./search/search-index.ts";
import type { LessonSteps } from "./steps/remembered-steps.ts";

export interface SiteOptions {
  /** The hints of an exercise, in the order in which a learner may open them. Markdown. */
  readonly hints?: (exercise: string) => readonly string[];
  /** Notebooks that are no lessons: each is a page of its own. */
  readonly pages?: readonly Lesson[];
  readonly reference?: Reference | undefined;
  /** What is known of the names in the cells, by slug. */
  readonly hovers?: ReadonlyMap<string, LessonHovers>;
  /** What it takes to run the cells in their pages; without it no page has a button for it. */
  readonly live?: LiveSite;
  /** The runs behind the timelines, by slug: what the stepper steps through. */
  readonly steps?: ReadonlyMap<string, LessonSteps>;
  /** Where what is costly to make is kept. */
  readonly keep?: Keep;
  /** Where highlighted code is kept. */
  readonly highlights?: KeptHighlights;
  /** Where the site will be served, with a slash at its end; without it all addresses are relative. */
  readonly base?: string | undefined;
  /** The course as one PDF, for who asked for it. */
  readonly book?: Uint8Array | undefined;
}

/**
 * The site as files: relative path to content. A pure function: the same lessons give the same
 * bytes. Rejects with a LessonError when a text breaks a rule of the page (a link to no lesson, a
 * picture without words, a formula that cannot be read).
 */
export async function renderSite(
  lessons: readonly Lesson[],
  course: readonly CourseEntry[],
  {
    hints = () => [],
    pages = [],
    reference,
    hovers,
    live,
    steps,
    keep = keepInMemory,
    highlights = noHighlights,
    base,
    book,
  }: SiteOptions = {},
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const links = [...pages.map(pageLink), ...(reference ? [referenceLink] : []), glossaryLink];
  // Less than the entries: a page is not made again because another lesson has a word more.
  const neighbours = course.map(({ number, slug, title, exercises }): CourseNeighbour => {
    return { number, slug, title, exercises };
  });
  const tools = { course: neighbours, hints, links, hovers, live, steps };
  const page = await keptPages(tools, keep, highlights);
  const partsOf = (one: Lesson): unknown => [
    one,
    exerciseIds(one.notebook).map(hints),
    hovers?.get(one.slug),
    steps?.get(one.slug),
  ];
  const lessonPages = lessons.map(async (one) => {
    return await page(`${one.slug}.html`, partsOf(one), (tools) => lessonPage(one, tools));
  });
  const otherPages = pages.map(async (one) => {
    const addressOf = addressesIn(reference, `${one.slug}.html`);
    const parts = [partsOf(one), reference];
    return await page(`${one.slug}.html`, parts, (tools) =>
      asyncioPage(one, { ...tools, addressOf }),
    );
  });
  const referencePages = reference
    ? [page(referencePath, reference, (tools) => referencePage(reference, tools))]
    : [];
  const notebooks = [...lessons, ...pages].map(({ slug, notebook }): File => {
    return [`notebooks/${slug}.ipynb`, writeNotebook(notebook)];
  });
  const covers = coversOf(lessons);
  const allPages: readonly File[] = [
    [
      "index.html",
      indexPage(course, links, { covers, ...(live && { live }), book: book && bookPath }),
    ],
    ...(await Promise.all([...lessonPages, ...otherPages, ...referencePages])),
    await page(glossaryPath, [], glossaryPage),
    await page(teachingPath, [], teachingPage),
  ];
  const files = new Map<string, string | Uint8Array>([
    ...[...allPages, [missingPath, missingPage(links)] as const].map(([path, page]): File => [
      path,
      placed(page, path, base),
    ]),
    ...notebooks,
    ...(await assets()),
    ...(book ? [[bookPath, book] as const] : []),
    ...(await readerScripts(keep)),
    ...(live ? [...live.files, ...(await liveScripts(keep))] : []),
    ...[...(hovers ?? [])].map(([slug, own]): File => [hoversPath(slug), hoversScript(own)]),
    ...lessons.flatMap(({ slug, notebook }): File[] => {
      const runs = steps?.get(slug);
      return runs ? [[stepsPath(slug), stepsScript(runs, codeCells(notebook))]] : [];
    }),
    [searchIndexPath, await searchIndex(allPages, keep)],
    [iconPath, icon()],
    ...(await pictures(course, covers, keep)),
    [
      sitemapPath,
      sitemap(
        allPages.map(([path]) => path),
        base,
      ),
    ],
    [robotsPath, robots(base)],
    [llmsPath, llms(course, links, base)],
  ]);
  return files.set(workerPath, serviceWorker(files, await workerScript(keep)));
}

type File = readonly [path: string, content: string];

const referenceLink: SiteLink = {
  path: referencePath,
  text: "Reference",
  about:
    "Every export of the library: its signature, what it promises, when it waits and what it rejects with.",
};

function pageLink({ slug, title, summary }: Lesson): SiteLink {
  return { path: `${slug}.html`, text: title, about: summary };
}
