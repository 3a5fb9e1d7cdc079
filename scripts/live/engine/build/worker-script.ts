import { join } from "node:path";
import { build, type BuildOptions, type BuildResult } from "esbuild";
import { inPlaceOf, nodeConstants } from "./names.ts";
import { nodesOwnModules } from "./natives.ts";

/** What one of the two workers has besides what both have. */
export interface Own extends Pick<BuildOptions, "define" | "external" | "inject" | "plugins"> {
  /** Its first file, by the path from `scripts/live/engine`. */
  readonly entry: string;
  /** What it gets in place of which imports. */
  readonly names: Parameters<typeof inPlaceOf>[0];
}

/** The script of a worker, with all that it imports. */
export async function workerScript(own: Own): Promise<string> {
  const { outputFiles } = await bundled(own);
  return outputFiles?.[0]?.text ?? "";
}

/** The files that the script of a worker is made of, but for Node's own. */
export async function filesOfWorker(own: Own): Promise<readonly string[]> {
  const { metafile } = await bundled(own);
  const inputs = Object.keys(metafile?.inputs ?? {});
  return inputs.filter((file) => !/^[\w-]{2,}:|^</.test(file)).map((file) => join(folder, file));
}

const folder = join(import.meta.dirname, "..");

async function bundled({ entry, names, define, plugins = [], ...own }: Own): Promise<BuildResult> {
  return await build({
    entryPoints: [join(folder, entry)],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    // What cells can see keeps its name by itself; classes of ours are never shown.
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    define: { ...nodeConstants(), ...define },
    plugins: [...plugins, inPlaceOf(names), nodesOwnModules()],
    ...own,
  });
}
