import { join } from "node:path";
import { Compiler } from "../../../kernel/fast/compiler.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import { joinLines } from "../../../lesson/mime.ts";
import { kernelPath, programPath } from "../../protocol.ts";
import type { KernelFiles, Loaded } from "../loaded.ts";
import { pageAllowance } from "../frame/policy.ts";
import {
  codeIn,
  contentsOf,
  keepInMemory as keepNothing,
  type Keep,
} from "../../../site/keep/keep.ts";
import { contentSecurityPolicy, type LiveSite } from "../../../site/pages/layout.ts";
import { compilerFile } from "./compiler-script.ts";
import { frame } from "./frame-script.ts";
import { kernelScript } from "./kernel-script.ts";
import { exerciseModules, libraryModules } from "./library.ts";
import { lessonProgram } from "./program.ts";

type File = readonly [path: string, content: string];

/** The file that the first Run of any lesson loads. */
export async function kernelFile(root: string): Promise<File> {
  const [script, { document }, modules] = await Promise.all([
    kernelScript(),
    frame(),
    libraryModules(root),
  ]);
  const files: KernelFiles = { script, frame: document, modules };
  return [kernelPath, `self.interleaveKernel=${JSON.stringify(files)}`];
}

/** Each lesson's own file: its cells as JavaScript, and its exercises. */
export async function programFiles(
  root: string,
  lessons: readonly Lesson[],
): Promise<readonly File[]> {
  const compiler = new Compiler();
  try {
    return await Promise.all(lessons.map(async (one) => await programFile(root, one, compiler)));
  } finally {
    await compiler.close();
  }
}

async function programFile(root: string, lesson: Lesson, compiler: Compiler): Promise<File> {
  const inPage = lesson.notebook.cells.filter((cell) => !hasTag(cell, "node-only"));
  const sources = inPage.map(({ source }) => joinLines(source));
  const [program, modules] = await Promise.all([
    lessonProgram(lesson, compiler, root),
    exerciseModules(root, sources),
  ]);
  const own: Loaded["interleavePrograms"][string] = { program, modules };
  const name = JSON.stringify(lesson.slug);
  return [
    programPath(lesson.slug),
    `(self.interleavePrograms??={})[${name}]=${JSON.stringify(own)}`,
  ];
}

/** All that the site's pages need of the engine. What is costly is kept until its sources change. */
export async function liveSite(
  root: string,
  lessons: readonly Lesson[],
  keep: Keep = keepNothing,
): Promise<LiveSite> {
  const sources = await Promise.all(
    ["src", "scripts/live", "scripts/kernel"].map(
      async (folder) => await codeIn(join(root, folder)),
    ),
  );
  const lock = await contentsOf(root, ["package-lock.json"]);
  const parts = [process.version, lock, ...sources];
  const texts = lessons.map(({ slug, notebook }) => [slug, notebook.cells]);
  const kept = async (make: () => Promise<unknown>, ...of: unknown[]): Promise<string> =>
    await keep("live", [...parts, ...of], async () => JSON.stringify(await make()));
  const [kernel, compiler, programs] = await Promise.all([
    kept(async () => [await kernelFile(root)], "kernel"),
    kept(async () => [await compilerFile(root)], "compiler"),
    kept(async () => await programFiles(root, lessons), "programs", texts),
  ]);
  const files = [kernel, compiler, programs].flatMap((text) => JSON.parse(text) as readonly File[]);
  return { files: new Map(files), policy: await livePolicy() };
}

/** The policy of a page with live cells: that of every page, and what the frame of the cells inherits and needs. */
async function livePolicy(): Promise<string> {
  const { scriptHash } = await frame();
  const allowed = pageAllowance(scriptHash);
  const scripts = `script-src 'self' ${allowed["script-src"]}`;
  const policy = contentSecurityPolicy.replace("script-src 'self'", scripts);
  // The site's own service worker comes from the same place as its pages.
  return `${policy}; worker-src 'self' ${allowed["worker-src"]}`;
}
