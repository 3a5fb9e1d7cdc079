/** `npm run build`: runs the lessons, compares what they print, and writes the site. */
import { join, relative, resolve } from "node:path";
import { Option } from "commander";
import { command, limitsFrom, perform, withRunOptions, type RunFlags } from "./lesson/command.ts";
import { shard, type Shard } from "./lesson/shard.ts";
import { isUnchanged } from "./lesson/staleness.ts";
import { siteAddress } from "./site/meta/site-address.ts";

interface Flags extends RunFlags {
  readonly out?: string;
  readonly shard?: Shard;
  readonly watch?: boolean;
  readonly url?: string;
  readonly pdf?: boolean;
}

await withRunOptions(
  command("build", "Run the lessons, compare their outputs, and write the site."),
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
  .option("--shard <i/n>", "run only the ith of n parts of the lessons, and write no site", shard)
  .option("--pdf", "also print the course as one PDF, interleave.pdf (needs Chromium or Chrome)")
  .addOption(
    new Option("--watch", "build again after every change, until Ctrl-C").conflicts("shard"),
  )
  .addHelpText("after", howShardsMeet())
  .action(async (names: string[], flags: Flags) => {
    await perform(async (signal) => {
      const out = flags.out === undefined ? join(flags.root, "dist") : resolve(flags.out);
      const shown = `${relative(process.cwd(), out) || "."}/`;
      const isWhole = names.length === 0 && flags.cache && !(flags.why || flags.kernel);
      if (isWhole && !flags.shard && !flags.watch) {
        if (
          await isUnchanged(flags.root, out, {
            limits: limitsFrom(flags),
            url: flags.url,
            pdf: flags.pdf,
          })
        )
          return console.log(`nothing has changed: ${shown} is what a build would write`);
      }
      // Everything else is loaded only now: most builds of a day end above.
      const build = { ...flags, names, out, shown };
      if (flags.watch) {
        const { buildAgainAndAgain } = await import("./lesson/build-again.ts");
        const built = (): void => console.log("waiting for changes (Ctrl-C ends)");
        return await buildAgainAndAgain(build, { signal, built, atOnce: true });
      }
      const { buildOnce } = await import("./lesson/build-site.ts");
      await buildOnce({ ...build, signal });
    });
  })
  .parseAsync();

function howShardsMeet(): string {
  return `
To split the work over n machines: run "npm run build -- --shard i/n" on each, gather their folders .cache/lessons in
one (names are contents: nothing is overwritten), and run "npm run build" there: it finds every output in the cache.`;
}
