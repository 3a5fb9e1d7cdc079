import { Compiler } from "../../../kernel/fast/compiler.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { hasTag } from "../../../lesson/notebook.ts";
import { joinLines } from "../../../lesson/mime.ts";
import { kernelPath, programPath } from "../../protocol.ts";
import type { KernelFiles, Loaded } from "../loaded.ts";
import { pageAllowance } from "../frame/policy.ts";
import { contentSecurityPolicy } from "../../../site/pages/layout.ts";
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

/** All files of the live cells, by their path in the site. */
export async function liveFiles(
  root: string,
  lessons: readonly Lesson[],
): Promise<readonly File[]> {
  return [await kernelFile(root), await compilerFile(root), ...(await programFiles(root, lessons))];
}

/** The policy of a page with live cells: that of every page, and what the frame of the cells inherits and needs. */
export async function livePolicy(): Promise<string> {
  const { scriptHash } = await frame();
  const allowed = pageAllowance(scriptHash);
  const scripts = `script-src 'self' ${allowed["script-src"]}`;
  const policy = contentSecurityPolicy.replace("script-src 'self'", scripts);
  return `${policy}; worker-src ${allowed["worker-src"]}`;
}
