import { join } from "node:path";
import { codeIn, contentsOf, type Keep } from "./keep/keep.ts";

const folder = join(import.meta.dirname, "browser");

const workerProgram = "../worker/worker.ts";

type Entry = readonly [entry: string, name?: string, alias?: Readonly<Record<string, string>>];

/** What a page may load, by its path in the site; what it exports is found under the name. */
const entries: Readonly<Record<string, Entry>> = {
  "assets/reader.js": ["reader.ts"],
  "assets/hover.js": ["hover.ts", "interleaveHover"],
  "assets/hover.css": ["hover.css"],
  "assets/keys.js": ["key-list.ts", "interleaveKeys"],
  "assets/offline.js": ["offline.ts", "interleaveOffline"],
  "assets/search.js": ["search.ts", "interleaveSearch"],
  "assets/window.css": ["window.css"],
  "assets/stepper.js": ["../../live/stepper/stepper.ts", "interleaveStepper"],
  "assets/stepper.css": ["../../live/stepper/stepper.css"],
};

/** What a page loads for live cells, each when it is first needed; the first two with the page. */
const liveEntries: typeof entries = {
  "assets/live.js": ["../../live/page/start/start.ts"],
  "assets/live.css": ["../../live/page/live.css"],
  "assets/live/session.js": [
    "../../live/page/session/open.ts",
    "interleaveSession",
    { ansi_up: join(folder, "../../live/page/session/colours.ts") },
  ],
  "assets/live/colours.js": ["ansi_up", "interleaveColours"],
  "assets/live/editor.js": ["../../live/page/editor/editor.ts", "interleaveEditor"],
  "assets/live/rich.js": ["../../live/page/rich/rich.ts", "interleaveRich"],
  "assets/live/markdown.js": ["../../live/page/rich/markdown.ts", "interleaveMarkdown"],
  "assets/live/progress.js": ["../../live/page/progress/panel.ts", "interleaveProgress"],
};

type Scripts = readonly (readonly [path: string, content: string])[];

/**
 * The scripts of the pages and the styles that come with them, each with all it needs, as classic scripts: a page opened from a disk
 * can load no modules. Kept until their sources or a package changes.
 */
export async function readerScripts(keep: Keep): Promise<Scripts> {
  return await bundles(entries, keep, await partsOf());
}

/** The same for what the pages' side of live cells consists of. */
export async function liveScripts(keep: Keep): Promise<Scripts> {
  const used = ["../live", "outputs", "sanitize", "markdown", "code"];
  const folders = used.map(async (name) => await codeIn(join(import.meta.dirname, name)));
  const html = await contentsOf(import.meta.dirname, ["html.ts"]);
  return await bundles(liveEntries, keep, [await partsOf(), await Promise.all(folders), html]);
}

async function bundles(of: typeof entries, keep: Keep, parts: unknown): Promise<Scripts> {
  return await Promise.all(
    Object.entries(of).map(async ([path, entry]) => {
      const script = await keep("scripts", [parts, path], async () => await bundled(...entry));
      return [path, script] as const;
    }),
  );
}

async function partsOf(): Promise<unknown> {
  const root = join(import.meta.dirname, "../..");
  return [
    await codeIn(folder),
    await codeIn(join(root, "scripts/live/stepper")),
    await contentsOf(root, ["package-lock.json", "scripts/site/scripts.ts", "src/wait-kinds.ts"]),
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

async function bundled(...[entry, globalName, alias]: Entry): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [/\.(ts|css)$/.test(entry) ? join(folder, entry) : entry],
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
    ...(alias && { alias }),
  });
  return outputFiles[0]?.text ?? "";
}
