import { dirname, join } from "node:path";
import { FastRoad } from "../../../kernel/fast/fast-road.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { codeCells, hasTag } from "../../../lesson/notebook.ts";
import {
  compilerPath,
  exercisesPath,
  figuresPath,
  instrumentPath,
  kernelPath,
  libraryPath,
  moreCellsPath,
  ownPath,
  programPath,
  steppedPath,
} from "../../protocol.ts";
import type { KernelFiles, Loaded } from "../loaded.ts";
import { pageAllowance } from "../frame/policy.ts";
import {
  codeIn,
  contentsBelow,
  contentsOf,
  keepInMemory,
  type Keep,
} from "../../../site/keep/keep.ts";
import { contentSecurityPolicy, type LiveSite } from "../../../site/pages/layout.ts";
import type { Frame } from "./frame-script.ts";
import type { Library } from "./library.ts";

type File = readonly [path: string, content: string];

const ownRoot = join(import.meta.dirname, "../../../..");

/** All that the site's pages need of the engine. What is costly is kept until what it is made of changes. */
export async function liveSite(
  root: string,
  lessons: readonly Lesson[],
  { keep = keepInMemory, keepOwn = keep, road }: Making = {},
): Promise<LiveSite> {
  const parts = await Promise.all([ownCode(), libraryOf(root)]);
  let read: Promise<Library> | undefined;
  const library = async (): Promise<Library> => {
    const { Library } = await import("./library.ts");
    return await (read ??= Library.read(root));
  };
  const [kernel, rest, figures, compiler, instrument, programs, exercises, policy] =
    await Promise.all([
      kernelFile(library, keepOwn, parts),
      keepOwn("live", [...parts, "library"], async () => {
        return `self.interleaveLibrary=${JSON.stringify((await library()).rest)}`;
      }),
      keepOwn("live", [...parts, "figures"], async () => {
        return `self.interleaveFigures=${JSON.stringify((await library()).figures)}`;
      }),
      keepOwn("live", [...parts, "compiler"], async () => {
        return await (await import("./compiler-script.ts")).compilerScripts(root, keepOwn);
      }),
      keepOwn("live", [...parts, "instrument"], async () => {
        const { instrumentScript } = await import("./instrument-script.ts");
        return `self.interleaveInstrument=${JSON.stringify(await instrumentScript())}`;
      }),
      programFiles(root, lessons, {
        ...{ library, keep, road },
        parts: [...parts, await contentsBelow(join(root, "node"))],
      }),
      Promise.all(lessons.map(async (lesson) => await exercisesFile(lesson, library, keep, parts))),
      livePolicy(keepOwn, parts),
    ]);
  const own: File[] = [
    kernel,
    [libraryPath, rest],
    [figuresPath, figures],
    [compilerPath, compiler],
    [instrumentPath, instrument],
  ];
  return { files: new Map([...own, ...programs, ...exercises]), policy };
}

export interface Making {
  readonly keep?: Keep;
  /** Keeps what is the same for every project with this library. Default: `keep`. */
  readonly keepOwn?: Keep;
  /** Whose compiler the cells go through; it stays open. Default: one for this alone. */
  readonly road?: FastRoad | undefined;
}

// What makes these files is loaded only when one of them has to be made: it brings a compiler with it.

type ReadLibrary = () => Promise<Library>;

/** The file that the first Run of any lesson loads. */
async function kernelFile(
  library: ReadLibrary,
  keep: Keep,
  parts: readonly unknown[],
): Promise<File> {
  const make = async (): Promise<string> => {
    const { kernelScript } = await import("./kernel-script.ts");
    const [script, { document }, { shared }] = await Promise.all([
      kernelScript(),
      keptFrame(keep, parts),
      library(),
    ]);
    const files: KernelFiles = { script, frame: document, modules: shared };
    return `self.interleaveKernel=${JSON.stringify(files)}`;
  };
  return [kernelPath, await keep("live", [...parts, "kernel"], make)];
}

interface Programs {
  readonly library: ReadLibrary;
  readonly keep: Keep;
  readonly road: FastRoad | undefined;
  readonly parts: readonly unknown[];
}

/** Each lesson's own files: its cells as JavaScript with what they need of the library, and the same cells for the stepper. */
async function programFiles(
  root: string,
  lessons: readonly Lesson[],
  { library, keep, road, parts }: Programs,
): Promise<readonly File[]> {
  const open = road ?? new FastRoad();
  const made = lessons.map(async (lesson): Promise<readonly File[]> => {
    const files = await keep("live", [...parts, ...keyOf(lesson)], async () => {
      const { lessonProgram } = await import("./program.ts");
      const parts = await library();
      const { cells, first, stepped } = await lessonProgram(lesson, open.compiler, parts, root);
      const { slug } = lesson;
      const folder = dirname(lesson.file);
      const program = { lesson: slug, folder, cells: cells.slice(0, first) };
      return JSON.stringify([
        leaving("interleavePrograms", programPath(slug), slug, program),
        leaving("interleaveMoreCells", moreCellsPath(slug), slug, cells.slice(first)),
        leaving("interleaveOwn", ownPath(slug), slug, parts.usedBy(folder, sourcesInPage(lesson))),
        leaving("interleaveStepped", steppedPath(slug), slug, stepped),
      ]);
    });
    return JSON.parse(files) as readonly File[];
  });
  try {
    return (await Promise.all(made)).flat();
  } finally {
    await Promise.allSettled(made);
    if (road === undefined) await open.close();
  }
}

/** A script that leaves something of a lesson in the page. */
function leaving(where: keyof Loaded, path: string, slug: string, content: unknown): File {
  return [path, `(self.${where}??={})[${JSON.stringify(slug)}]=${JSON.stringify(content)}`];
}

/** What checks the exercises of a lesson. */
async function exercisesFile(
  lesson: Lesson,
  library: ReadLibrary,
  keep: Keep,
  parts: readonly unknown[],
): Promise<File> {
  const make = async (): Promise<string> => {
    const modules = (await library()).exercisesOf(dirname(lesson.file), sourcesInPage(lesson));
    return leaving("interleaveExercises", exercisesPath(lesson.slug), lesson.slug, modules)[1];
  };
  const made = await keep("live", [...parts, "exercises", ...keyOf(lesson)], make);
  return [exercisesPath(lesson.slug), made];
}

function keyOf({ slug, notebook }: Lesson): readonly unknown[] {
  return [
    slug,
    codeCells(notebook).map(({ id, source, outputs, metadata: { tags } }) => {
      return [id, source, tags, outputs.length > 0];
    }),
  ];
}

function sourcesInPage({ notebook }: Lesson): readonly string[] {
  const inPage = codeCells(notebook).filter((cell) => !hasTag(cell, "node-only"));
  return inPage.map(({ source }) => source);
}

/** Who makes the files, and what of. */
async function ownCode(): Promise<unknown> {
  const folders = ["live/engine", "live/instrument", "kernel"].map((name) => {
    return codeIn(join(ownRoot, "scripts", name));
  });
  const files = contentsOf(ownRoot, ["package-lock.json", "scripts/live/protocol.ts"]);
  return [process.version, await Promise.all([...folders, files])];
}

async function libraryOf(root: string): Promise<unknown> {
  return await Promise.all([contentsBelow(join(root, "src")), contentsOf(root, ["tsconfig.json"])]);
}

/** The policy of a page with live cells: that of every page, and what the frame of the cells inherits and needs. */
async function livePolicy(keep: Keep, parts: readonly unknown[]): Promise<string> {
  const { scriptHash } = await keptFrame(keep, parts);
  const allowed = pageAllowance(scriptHash);
  const scripts = `script-src 'self' ${allowed["script-src"]}`;
  const policy = contentSecurityPolicy.replace("script-src 'self'", scripts);
  // The site's own service worker comes from the same place as its pages.
  return `${policy}; worker-src 'self' ${allowed["worker-src"]}`;
}

async function keptFrame(keep: Keep, parts: readonly unknown[]): Promise<Frame> {
  const made = await keep("live", [...parts, "frame"], async () => {
    return JSON.stringify(await (await import("./frame-script.ts")).frame());
  });
  return JSON.parse(made) as Frame;
}
