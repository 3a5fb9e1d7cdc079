import { join } from "node:path";
import { codeIn, contentsOf, type Keep } from "./keep/keep.ts";

const folder = join(import.meta.dirname, "browser");

const workerProgram = "../worker/worker.ts";

/** What a page may load, by its path in the site; what it exports is found under the name. */
const entries: Readonly<Record<string, readonly [entry: string, name?: string]>> = {
  "assets/reader.js": ["reader.ts"],
  "assets/hover.js": ["hover.ts", "interleaveHover"],
  "assets/hover.css": ["hover.css"],
  "assets/keys.js": ["key-list.ts", "interleaveKeys"],
  "assets/search.js": ["search.ts", "interleaveSearch"],
  "assets/window.css": ["window.css"],
};

/**
 * The scripts of the pages and the styles that come with them, each with all it needs, as classic scripts: a page opened from a disk
 * can load no modules. Kept until their sources or a package changes.
 */
export async function readerScripts(keep: Keep): Promise<readonly (readonly [string, string])[]> {
  const parts = await partsOf();
  return await Promise.all(
    Object.entries(entries).map(async ([path, [entry, name]]) => {
      const script = await keep("scripts", [parts, path], async () => await bundled(entry, name));
      return [path, script] as const;
    }),
  );
}

async function partsOf(): Promise<unknown> {
  const root = join(import.meta.dirname, "../..");
  return [
    await codeIn(folder),
    await contentsOf(root, ["package-lock.json", "scripts/site/scripts.ts"]),
    await contentsOf(import.meta.dirname, [
      "hover/hovers.ts",
      "offline/manifest.ts",
      "search/search-data.ts",
    ]),
  ];
}

/** The program of the service worker; what it keeps is said in front of it. */
export async function workerScript(keep: Keep): Promise<string> {
  const parts = [await partsOf(), await codeIn(join(folder, "../worker"))];
  return await keep("scripts", [parts, workerProgram], async () => await bundled(workerProgram));
}

async function bundled(entry: string, globalName?: string): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    ...(globalName === undefined ? {} : { globalName }),
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
