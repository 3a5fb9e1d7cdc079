/** For tests: small notebooks, and a project of their own to build them in. */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestContext } from "node:test";
import { lessonOf } from "./course.ts";
import type { Lesson } from "./lesson.ts";
import type { Cell, CellMetadata, Notebook } from "./notebook.ts";

export const projectRoot = resolve(import.meta.dirname, "../..");

export function code(id: string, source: string, metadata: CellMetadata = {}): Cell {
  return { cell_type: "code", id, metadata, source, execution_count: null, outputs: [] };
}

export function text(id: string, source: string, metadata: CellMetadata = {}): Cell {
  return { cell_type: "markdown", id, metadata, source };
}

export function notebook(...cells: readonly Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab" } }, cells };
}

/** A lesson "01-test" with a heading and these cells. */
export function lesson(...cells: readonly Cell[]): Lesson {
  return lessonOf(
    "notebooks/01-test.ipynb",
    notebook(text("title", "# Test\n\nA test."), ...cells),
  );
}

/** A library of four short modules: to check, compile and describe the real one takes a build seconds. */
const smallLibrary = join(projectRoot, "scripts/testdata/library");

/**
 * A project in a folder of its own: this one's kernel and packages, a library, and only the given notebooks. Removed
 * after the test.
 */
export async function temporaryProject(
  context: TestContext,
  notebooks: Readonly<Record<string, string | Uint8Array>>,
  library = smallLibrary,
): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "interleave-")));
  context.after(async () => {
    await rm(root, { recursive: true, force: true });
  });
  await mkdir(join(root, "notebooks"));
  for (const [name, content] of Object.entries(notebooks)) {
    await writeFile(join(root, "notebooks", name), content);
  }
  for (const name of ["package.json", "package-lock.json", "tsconfig.json"]) {
    await cp(join(projectRoot, name), join(root, name));
  }
  await cp(library, join(root, "src"), { recursive: true });
  await symlink(join(projectRoot, "node_modules"), join(root, "node_modules"));
  return root;
}

/** One of the notebooks that are made to be wrong in one way each. */
export async function fixture(name: string): Promise<string> {
  return await readFile(join(projectRoot, "scripts/testdata/lessons", `${name}.ipynb`), "utf8");
}

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `scripts/<name>.ts` as `npm run <name>` does. */
export async function run(name: string, args: readonly string[]): Promise<Ran> {
  const script = join(projectRoot, "scripts", `${name}.ts`);
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { code, ...said };
}
