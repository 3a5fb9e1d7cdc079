/** `npm start`: shows the course, and shows it anew whenever a lesson, the library or the site changes. */
import { join } from "node:path";
import open from "open";
import { command, perform, wholeNumber } from "./lesson/command.ts";
import { rebuild } from "./lesson/rebuild.ts";
import { serve } from "./lesson/serve.ts";
import { defaultLimits } from "./lesson/limits.ts";
import { isUnchanged } from "./lesson/staleness.ts";
import { watchCourse } from "./lesson/watch.ts";

interface Flags {
  readonly root: string;
  readonly port: number;
  readonly open: boolean;
}

await command("start", "Build the course if needed, show it, and reload it on every change.")
  .option("--port <n>", "where to listen on 127.0.0.1", wholeNumber(1, 65_535), 4173)
  .option("--no-open", "do not open the browser")
  .action(async ({ root, port, open: opens }: Flags) => {
    await perform(async (signal) => {
      const server = await serve(join(root, "dist"), port);
      try {
        if (!(await isUnchanged(root, join(root, "dist"), { limits: defaultLimits })))
          server.show(await rebuild(root, signal));
        console.log(`the course is at ${server.url} (Ctrl-C ends)`);
        if (opens) await open(server.url);
        await watchCourse(root, signal, async () => {
          server.show(await rebuild(root, signal));
        });
      } finally {
        await server.close();
      }
    });
  })
  .parseAsync();
