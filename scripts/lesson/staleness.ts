import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { codeFolders } from "./course-code.ts";
import { filesBelow, hashesOf, sha256, writeAtomically } from "./files.ts";
import type { Limits } from "./limits.ts";

/** What a build is told that a site depends on. */
export interface Settings {
  readonly limits: Limits;
  /** Where the site will be served. */
  readonly url?: string | undefined;
  /** Whether the course is printed too. */
  readonly pdf?: boolean | undefined;
}

/** What a site was built from, and what it was then. */
interface Note {
  readonly inputs: string;
  readonly files: string;
}

const ownRoot = join(import.meta.dirname, "../..");

/** Read once: what this process runs is what it has loaded. */
let ownCode: Promise<unknown> | undefined;

/** Everything the site is made of, as one short name: it changes when any content does, not when a date does. */
export async function inputsOf(root: string, settings: Settings): Promise<string> {
  const given = await contentsBelow(root, ["notebooks", ...codeFolders]);
  const code = await (ownCode ??= contentsBelow(ownRoot, ["scripts"]));
  const around = await hashesOf(root, ["package-lock.json", "tsconfig.json"]);
  return sha256(JSON.stringify([process.version, settings, given, code, around]));
}

/** Notes what a site was built from. */
export async function rememberBuild(root: string, out: string, inputs: string): Promise<void> {
  const note: Note = { inputs, files: await filesIn(out) };
  await writeAtomically(notePath(root, out), JSON.stringify(note));
}

/** Whether a site is there, whole, and was built from what is there now, in the same way. */
export async function isUnchanged(root: string, out: string, settings: Settings): Promise<boolean> {
  try {
    const note = JSON.parse(await readFile(notePath(root, out), "utf8")) as Note;
    return note.inputs === (await inputsOf(root, settings)) && note.files === (await filesIn(out));
  } catch {
    return false;
  }
}

async function filesIn(out: string): Promise<string> {
  return sha256(JSON.stringify(await contentsBelow(resolve(out), ["."])));
}

async function contentsBelow(root: string, folders: readonly string[]): Promise<unknown> {
  const files = await Promise.all(folders.map(async (folder) => await filesBelow(root, folder)));
  return await hashesOf(root, files.flat());
}

function notePath(root: string, out: string): string {
  return join(root, ".cache", "built", `${sha256(resolve(out))}.json`);
}
