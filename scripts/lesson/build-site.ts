import { join } from "node:path";
import { highlightsIn, noHighlights } from "../site/code/kept-highlight.ts";
import { courseBook } from "../site/book/course-book.ts";
import { chromiumPath } from "../site/book/print.ts";
import { liveSite } from "../live/engine/build/files.ts";
import { keepIn, keepNothing, type Keep } from "../site/keep/keep.ts";
import { withCheckedLinks } from "../site/links/check-links.ts";
import { rememberedHovers } from "../site/hover/remembered-hovers.ts";
import { rememberedReference } from "../site/reference/remembered-reference.ts";
import { renderSite } from "../site/site.ts";
import {
  recordInto,
  rememberedSteps,
  type RecordedLessons,
} from "../site/steps/remembered-steps.ts";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { buildCourse, type RenderSite } from "./build-course.ts";
import { limitsFrom, roadFrom, type RunFlags } from "./command.ts";
import { readHints } from "./hints.ts";
import type { Lesson } from "./lesson.ts";
import { showProgress } from "./progress.ts";
import type { Shard } from "./shard.ts";

const ownRoot = join(import.meta.dirname, "../..");

export interface SiteBuild extends RunFlags {
  readonly names: readonly string[];
  readonly out: string;
  /** The folder as messages name it. */
  readonly shown: string;
  readonly shard?: Shard;
  /** Where the site will be served. */
  readonly url?: string;
  /** Whether the course is printed too. */
  readonly pdf?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Runs, renders and publishes once, and says what was done. `usualRoad` is for builds after builds: it is taken, and left
 * open, where the build names none, and less is said.
 */
export async function buildOnce(build: SiteBuild, usualRoad?: FastRoad): Promise<void> {
  const fast = usualRoad ?? new FastRoad();
  const road = (await roadFrom(build)) ?? fast;
  const { names, out, shown, shard, signal, root, jobs, cache, url, pdf } = build;
  if (pdf) chromiumPath(); // refused now, not after minutes of work
  const isAlone = usualRoad === undefined;
  const progress = showProgress(process.stdout, { why: build.why, recalled: isAlone || build.why });
  const limits = limitsFrom(build);
  const options = {
    root,
    out,
    names,
    jobs,
    cache,
    limits,
    signal,
    progress,
    shard,
    url,
    pdf,
    road,
  };
  const recorded: RecordedLessons = new Map();
  const render = renderFor(build, recorded, fast);
  const { lessons, ran, files } = await buildCourse({
    ...options,
    render,
    record: recordInto(recorded),
  }).finally(async () => {
    progress.done();
    if (isAlone) await fast.close();
  });
  if (shard !== undefined) {
    console.log(`part ${shard.index} of ${shard.count}: ${ran} lessons are in .cache/lessons`);
    return;
  }
  console.log(`built ${lessons} lessons, ${files} files in ${shown}`);
  if (isAlone) console.log("npm start shows the course; any static host can serve the folder");
}

function renderFor(
  { root, cache, url: base, pdf }: SiteBuild,
  recorded: RecordedLessons,
  road: FastRoad,
): RenderSite {
  return async (lessons, course, pages) => {
    const keep = cache ? keepIn(root) : keepNothing;
    const keepOwn = cache ? keepIn(ownRoot) : keepNothing;
    const [hints, { reference, hovers }, steps, highlights, live] = await Promise.all([
      readHints(root),
      referenceAndHovers(root, [...lessons, ...pages], keep),
      rememberedSteps(lessons, root, keep, { recorded, road }),
      cache ? highlightsIn(root) : noHighlights,
      liveSite(root, [...lessons, ...pages], { keep, keepOwn, road }),
    ]);
    const book = pdf ? await courseBook(lessons, course) : undefined;
    const kept = { hints, pages, reference, hovers, steps, live, keep, highlights, base, book };
    const site = await renderSite(lessons, course, kept);
    return withCheckedLinks(site, [...lessons, ...pages]);
  };
}

/** One after the other: each holds all the types of the library while it reads. */
async function referenceAndHovers(root: string, lessons: readonly Lesson[], keep: Keep) {
  const reference = await rememberedReference(root);
  return { reference, hovers: await rememberedHovers(lessons, root, keep) };
}
