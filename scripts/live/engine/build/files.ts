import { join } from "node:path";
import type { Compiler } from "../../../kernel/fast/compiler.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { codeCells, hasTag } from "../../../lesson/notebook.ts";
import { compilerPath, kernelPath, programPath } from "../../protocol.ts";
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

type File = readonly [path: string, content: string];

const ownRoot = join(import.meta.dirname, "../../../..");

/** All that the site's pages need of the engine. What is costly is kept until what it is made of changes. */
export async function liveSite(
  root: string,
  lessons: readonly Lesson[],
  { keep = keepInMemory, keepOwn = keep }: Keeping = {},
): Promise<LiveSite> {
  const parts = await Promise.all([ownCode(), libraryOf(root)]);
  const [kernel, compiler, programs, policy] = await Promise.all([
    kernelFile(root, keepOwn, parts),
    keepOwn("live", [...parts, "compiler"], async () => {
      return await (await import("./compiler-script.ts")).compilerScripts(root);
    }),
    programFiles(root, lessons, keep, [...parts, await contentsBelow(join(root, "node"))]),
    livePolicy(keepOwn, parts),
  ]);
  return { files: new Map([kernel, [compilerPath, compiler], ...programs]), policy };
}

export interface Keeping {
  readonly keep?: Keep;
  /** Keeps what is the same for every project with this library. Default: `keep`. */
  readonly keepOwn?: Keep;
}

// What makes these files is loaded only when one of them has to be made: it brings a compiler with it.

/** The file that the first Run of any lesson loads. */
async function kernelFile(root: string, keep: Keep, parts: readonly unknown[]): Promise<File> {
  const make = async (): Promise<string> => {
    const { kernelScript } = await import("./kernel-script.ts");
    const { libraryModules } = await import("./library.ts");
    const [script, { document }, modules] = await Promise.all([
      kernelScript(),
      keptFrame(keep, parts),
      libraryModules(root),
    ]);
    const files: KernelFiles = { script, frame: document, modules };
    return `self.interleaveKernel=${JSON.stringify(files)}`;
  };
  return [kernelPath, await keep("live", [...parts, "kernel"], make)];
}

/** Each lesson's own file: its cells as JavaScript, and its exercises. */
async function programFiles(
  root: string,
  lessons: readonly Lesson[],
  keep: Keep,
  parts: readonly unknown[],
): Promise<readonly File[]> {
  let compiler: Compiler | undefined;
  const made = lessons.map(async (lesson): Promise<File> => {
    const cells = codeCells(lesson.notebook);
    const key = cells.map(({ id, source, metadata: { tags } }) => [id, source, tags]);
    const program = await keep("live", [...parts, lesson.slug, key], async () => {
      const { Compiler } = await import("../../../kernel/fast/compiler.ts");
      compiler ??= new Compiler();
      return await programFile(root, lesson, compiler);
    });
    return [programPath(lesson.slug), program];
  });
  try {
    return await Promise.all(made);
  } finally {
    await Promise.allSettled(made);
    await compiler?.close();
  }
}

async function programFile(root: string, lesson: Lesson, compiler: Compiler): Promise<string> {
  const { exerciseModules } = await import("./library.ts");
  const { lessonProgram } = await import("./program.ts");
  const inPage = codeCells(lesson.notebook).filter((cell) => !hasTag(cell, "node-only"));
  const [program, modules] = await Promise.all([
    lessonProgram(lesson, compiler, root),
    exerciseModules(
      root,
      inPage.map(({ source }) => source),
    ),
  ]);
  const own: Loaded["interleavePrograms"][string] = { program, modules };
  const name = JSON.stringify(lesson.slug);
  return `(self.interleavePrograms??={})[${name}]=${JSON.stringify(own)}`;
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
