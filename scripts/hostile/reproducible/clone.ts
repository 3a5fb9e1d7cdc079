/** For tests: the project as a stranger has it, with few lessons. */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { TestContext } from "node:test";
import { codeFolders } from "../../lesson/course-code.ts";
import { projectRoot } from "../../lesson/testing.ts";

interface Notebooks {
  /** Names in `notebooks/`. */
  readonly lessons: readonly string[];
  /** Names in `scripts/testdata/lessons`: they come after the lessons. */
  readonly fixtures: readonly string[];
}

/** A clone in a folder of its own, with the packages of this one. Removed after the test. */
export async function cloneOf(
  context: TestContext,
  folder: string,
  { lessons, fixtures }: Notebooks,
): Promise<string> {
  const above = await realpath(await mkdtemp(join(tmpdir(), "interleave-clone-")));
  context.after(async () => {
    await rm(above, { recursive: true, force: true });
  });
  const root = join(above, folder);
  await mkdir(join(root, "notebooks"), { recursive: true });
  const around = ["package.json", "package-lock.json", "tsconfig.json", "scripts"];
  for (const name of [...around, ...codeFolders]) {
    await cp(join(projectRoot, name), join(root, name), { recursive: true });
  }
  for (const name of lessons) {
    await cp(join(projectRoot, "notebooks", name), join(root, "notebooks", name));
  }
  for (const [index, name] of fixtures.entries()) {
    const number = String(lessons.length + index + 1).padStart(2, "0");
    const from = join(projectRoot, "scripts/testdata/lessons", `${name}.ipynb`);
    await cp(from, join(root, "notebooks", `${number}-${name}.ipynb`));
  }
  await symlink(join(projectRoot, "node_modules"), join(root, "node_modules"));
  return root;
}

/** Builds a clone by its own scripts, and says what that printed. Rejects when the build fails. */
export async function buildIn(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/build.ts", ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code === 0) return said.stdout;
  throw new Error(`the build in ${root} ended with ${code}: ${said.stderr}`);
}

/** Every file of a clone's site, by its path, as bytes. */
export async function filesIn(root: string): Promise<ReadonlyMap<string, string>> {
  const site = join(root, "dist");
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const pairs = paths.map(async (path): Promise<[string, string]> => {
    return [relative(site, path), await readFile(path, "latin1")];
  });
  return new Map(await Promise.all(pairs));
}
