/** `npm start`: shows the course, and shows it anew whenever a lesson, the library or the site changes. */
import { join } from "node:path";
import open from "open";
import { buildAgainAndAgain } from "./lesson/build-again.ts";
import { command, perform, usualFlags, wholeNumber } from "./lesson/command.ts";
import { serve } from "./lesson/serve.ts";
import { defaultLimits } from "./lesson/limits.ts";
import { isUnchanged } from "./lesson/staleness.ts";
import type { BuildEnd } from "./lesson/warm-builder.ts";

interface Flags {
  readonly root: string;
  readonly port: number;
  readonly open: boolean;
  readonly kernel?: boolean;
}

await command("start", "Build the course if needed, show it, and reload it on every change.")
  .option("--port <n>", "where to listen on 127.0.0.1", wholeNumber(1, 65_535), 4173)
  .option("--no-open", "do not open the browser")
  .option(
    "--kernel",
    "run the cells of the pages, those that need Node as well, on a kernel of this computer",
  )
  .action(async ({ root, port, open: opens, kernel }: Flags) => {
    await perform(async (signal) => {
      const out = join(root, "dist");
      const server = await serve(out, port, kernel ? { kernelFor: root } : {});
      try {
        const atOnce = !(await isUnchanged(root, out, { limits: defaultLimits }));
        const say = saidOnce(server.address, opens);
        if (!atOnce) await say();
        const built = (end: BuildEnd): void => {
          server.show(end);
          void say();
        };
        const build = { ...usualFlags(root), names: [], out, shown: "dist/" };
        await buildAgainAndAgain(build, { signal, atOnce, built });
      } finally {
        await server.close();
      }
    });
  })
  .parseAsync();

/** Says where the course is and shows it, but the first time only. */
function saidOnce(url: string, opens: boolean): () => Promise<void> {
  let isSaid = false;
  return async () => {
    if (isSaid) return;
    isSaid = true;
    console.log(`the course is at ${url} (Ctrl-C ends)`);
    if (opens) await open(url).catch(() => console.log("no browser could be opened"));
  };
}
