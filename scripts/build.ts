/** `npm run build`: runs the lessons, compares what they print, and writes the site. */
import { join, relative, resolve } from "node:path";
import { buildCourse, type RenderSite } from "./lesson/build-course.ts";
import { command, limitsFrom, perform, roadFrom, withRunOptions } from "./lesson/command.ts";
import { readHints } from "./lesson/hints.ts";
import { showProgress } from "./lesson/progress.ts";
import { bookPath, courseBook } from "./site/book/course-book.ts";
import { chromiumPath } from "./site/book/print.ts";
import { withCheckedLinks } from "./site/links/check-links.ts";
import { rememberedHovers } from "./site/hover/remembered-hovers.ts";
import { keepIn, keepNothing } from "./site/keep/keep.ts";
import { rememberedReference } from "./site/reference/remembered-reference.ts";
import { siteAddress } from "./site/meta/site-address.ts";
import { renderSite } from "./site/site.ts";
import { rememberedSteps } from "./site/steps/remembered-steps.ts";

interface Flags {
  readonly root: string;
  readonly jobs: number;
  readonly cache: boolean;
  readonly cellTimeout: number;
  readonly kernel?: boolean;
  readonly out?: string;
  readonly url?: string;
  readonly pdf?: boolean;
}

await withRunOptions(
  command("build", "Run the lessons on the kernel, compare, and write the site."),
)
  .argument(
    "[lessons...]",
    "lessons to run, by number or name (the others are rendered as they are)",
  )
  .option("--out <dir>", "where the site goes (default: dist)")
  .option(
    "--url <address>",
    "where it will be served: for canonical links, the sitemap and shared links",
    siteAddress,
  )
  .option("--pdf", `also print the course as one PDF, ${bookPath} (needs Chromium or Chrome)`)
  .action(async (names: string[], flags: Flags) => {
    await perform(async (signal) => {
      const { root, jobs, cache } = flags;
      const out = flags.out === undefined ? join(root, "dist") : resolve(flags.out);
      const progress = showProgress(process.stdout);
      const limits = limitsFrom(flags);
      const road = roadFrom(flags);
      const render: RenderSite = async (lessons, course, pages) => {
        const keep = cache ? keepIn(root) : keepNothing;
        const [hints, reference, hovers, steps] = await Promise.all([
          readHints(root),
          rememberedReference(root),
          rememberedHovers([...lessons, ...pages], root, keep),
          rememberedSteps(lessons, root, keep),
        ]);
        const book = flags.pdf ? await courseBook(lessons, course) : undefined;
        const options = { hints, pages, reference, hovers, steps, keep, book, base: flags.url };
        const site = await renderSite(lessons, course, options);
        return withCheckedLinks(site, [...lessons, ...pages]);
      };
      if (flags.pdf) chromiumPath(); // refused now, not after minutes of work
      const build = { root, out, names, jobs, cache, road, limits, signal, progress, render };
      const { lessons, files } = await buildCourse(build).finally(() => progress.done());
      console.log(`built ${lessons} lessons, ${files} files in ${relative(process.cwd(), out)}/`);
      console.log("npm start shows the course; any static host can serve the folder");
    });
  })
  .parseAsync();
