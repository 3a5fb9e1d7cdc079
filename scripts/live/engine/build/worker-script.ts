import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { inPlaceOf, nodeConstants } from "./names.ts";
import { nodesOwnModules } from "./natives.ts";

/** What one of the two workers has besides what both have. */
interface Own extends Pick<BuildOptions, "define" | "inject"> {
  /** Its first file, by the path from `scripts/live/engine`. */
  readonly entry: string;
  /** What it gets in place of which imports. */
  readonly names: Parameters<typeof inPlaceOf>[0];
}

/** The script of a worker, with all that it imports. */
export async function workerScript({ entry, names, define, ...own }: Own): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "..", entry)],
    bundle: true,
    write: false,
    // What cells can see keeps its name by itself; classes of ours are never shown.
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    define: { ...nodeConstants(), ...define },
    plugins: [inPlaceOf(names), nodesOwnModules()],
    ...own,
  });
  return outputFiles[0]?.text ?? "";
}
