import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { build, type Plugin } from "esbuild";
import { contentsOf, type Keep } from "../../../site/keep/keep.ts";

/** The package that holds it. */
export const nameOfTypeScript = "typescript-for-tslab-5.0.4";
const { resolve } = createRequire(import.meta.url);

/** Gives a bundle tslab's TypeScript without what its other files cannot ask for: what they use stands in their texts. */
export function leanly(texts: readonly string[], keep: Keep): Plugin {
  const words = new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
  return {
    name: "lean-typescript",
    setup(build) {
      const found = { path: nameOfTypeScript, namespace: "lean" };
      build.onResolve({ filter: new RegExp(`^${nameOfTypeScript}$`) }, () => found);
      build.onLoad({ filter: /.*/, namespace: found.namespace }, async () => ({
        contents: await typeScriptFor(words, keep),
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

/** Seconds of work, for a file of another's that hardly ever changes: kept apart from the rest of the bundle. */
async function typeScriptFor(words: ReadonlySet<string>, keep: Keep): Promise<string> {
  const makers = ["lean-typescript.ts", "typescript-parts.ts", "typescript-script.ts"];
  const own = await contentsOf(import.meta.dirname, makers);
  const manifest = await readFile(resolve(`${nameOfTypeScript}/package.json`), "utf8");
  return await keep("live", [own, manifest, [...words].sort()], async () => {
    const { leanTypeScript } = await import("./lean-typescript.ts");
    return await bundled(leanTypeScript(await readFile(resolve(nameOfTypeScript), "utf8"), words));
  });
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents },
    bundle: true,
    write: false,
    minify: true,
    format: "cjs",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    external: ["*"],
  });
  return outputFiles[0]?.text ?? "";
}
