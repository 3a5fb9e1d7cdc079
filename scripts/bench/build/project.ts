import { cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeFolders } from "../../lesson/course-code.ts";
import { register } from "../../kernel/kernelspec.ts";

/** A copy of the project that may be changed, and a Jupyter that knows its kernel. */
export interface Project {
  readonly root: string;
  /** The environment in which Jupyter finds the copy's kernel. */
  readonly env: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

const around = ["package.json", "package-lock.json", "tsconfig.json"];
const parts = ["notebooks", ...codeFolders, "scripts", ...around];

export async function copyOf(original: string): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "interleave-bench-build-")));
  for (const part of parts) await cp(join(original, part), join(root, part), { recursive: true });
  await symlink(join(original, "node_modules"), join(root, "node_modules"));
  const data = join(root, ".jupyter");
  await register({ folder: data });
  return {
    root,
    env: { ...process.env, JUPYTER_DATA_DIR: data },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Forgets what builds have kept; all of it, or what is named. */
export async function forget(root: string, names: readonly string[] = [""]): Promise<void> {
  for (const name of [...names.map((one) => join(".cache", one)), "dist"]) {
    await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Adds a sentence to the first text after the title of a notebook. */
export async function addSentence(root: string, file: string, sentence: string): Promise<void> {
  const path = join(root, file);
  const text = await readFile(path, "utf8");
  const notebook = JSON.parse(text) as { cells: { cell_type: string; source: string[] }[] };
  const cell = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")[1];
  const last = JSON.stringify(cell?.source.at(-1));
  const at = text.indexOf(last);
  if (at < 0) throw new Error(`${file} must have a second text`);
  const longer = `${last.slice(0, -1)} ${sentence}"`;
  await writeFile(path, text.slice(0, at) + longer + text.slice(at + last.length));
}
