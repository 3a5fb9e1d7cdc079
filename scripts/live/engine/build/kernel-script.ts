import { join } from "node:path";
import { build } from "esbuild";
import { inPlaceOf, namesOfKernel, nodeConstants } from "./names.ts";
import { nodesOwnModules } from "./natives.ts";

/** The script of the worker that runs cells. */
export async function kernelScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../kernel/main.ts")],
    bundle: true,
    write: false,
    minify: true,
    // What cells can see keeps its name by itself; classes of ours are never shown.
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    define: nodeConstants(),
    inject: [join(import.meta.dirname, "../node-names/buffer-global.ts")],
    plugins: [inPlaceOf(namesOfKernel), nodesOwnModules()],
  });
  return outputFiles[0]?.text ?? "";
}
