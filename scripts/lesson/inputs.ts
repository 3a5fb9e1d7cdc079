import { dirname, join, relative } from "node:path";
import type { Imports } from "../kernel/session.ts";
import type { Limits } from "./limits.ts";
import { filesBelow, hashesOf, sha256 } from "./files.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, hasTag } from "./notebook.ts";

const ownRoot = join(import.meta.dirname, "../..");

/** Our own code that runs cells and puts down what they print. */
const runners = ["canonical-output", "execute", "leftovers"].map(
  (name) => `scripts/lesson/${name}.ts`,
);

/** A part of what decides what a lesson prints: by name, its content as a short text. */
export type Parts = Readonly<Record<string, string>>;

/** Everything that decides what a lesson prints. Not its prose, title and ids, and no tag that its run does not know. */
export interface Inputs {
  /** What is the same for all lessons: Node, the lockfile, the kernel's files, the limits. */
  readonly around: Parts;
  /** A short text for each code cell, in order. */
  readonly cells: readonly string[];
  /** The files that it imports, and those that it would import instead if they were not absent. */
  readonly imports: Parts;
}

/** What decides what any lesson prints, as it is now. */
export async function partsAround(root: string, limits: Limits, road: string): Promise<Parts> {
  const said = Object.entries(limits).map(([name, value]) => `${name} ${value}`);
  return {
    ...(await hashesOf(root, ["package-lock.json"])),
    ...(await (ownCode ??= partsOfOwnCode())),
    Node: process.version,
    limits: said.join(", "),
    road,
  };
}

/** Read once: what this process runs is what it has loaded. */
let ownCode: Promise<Parts> | undefined;

async function partsOfOwnCode(): Promise<Parts> {
  const kernel = (await filesBelow(ownRoot, "scripts/kernel")).filter(
    (file) => /\.(c?js|ts)$/.test(file) && !/(\.test|\/testing)\.ts$/.test(file),
  );
  return await hashesOf(ownRoot, [...kernel, ...runners]);
}

/** A short text for each code cell: its source, and whether the lesson goes on when it fails. */
export function partsOfCells({ file, notebook }: Lesson): readonly string[] {
  return codeCells(notebook).map((cell) =>
    sha256(JSON.stringify([dirname(file), cell.source, hasTag(cell, "raises-error")])),
  );
}

/** The contents of what a lesson imports, by path from the root. */
export async function partsOfImports(
  root: string,
  { files, absent }: Pick<Imports, "files" | "absent">,
): Promise<Parts> {
  return await hashesOf(root, [...files, ...absent]);
}

/** The same paths, from the root. */
export function fromRoot(root: string, paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => relative(root, path).replaceAll("\\", "/")))].sort();
}
