import { join } from "node:path";
import { build } from "esbuild";

/** What puts reports into the scripts of edited cells, as an expression that the compiler's worker evaluates. */
export async function instrumentScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../instrument/instrument.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName: "made",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return `(() => { ${outputFiles[0]?.text ?? ""}; return made.instrument; })()`;
}
