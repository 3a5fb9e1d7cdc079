import { join } from "node:path";
import { build } from "esbuild";

/** The script with which a page runs its cells on the kernel. */
export async function localEngineScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "page-engine.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName: "interleaveLocalKernel",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
