/**
 * The lessons through a Jupyter client that we did not write: Debian's nbclient, by way of nbconvert. All with the
 * kernelspec that `npm run kernel` writes, one with that of a tslab installed elsewhere: then our kernel is the same.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { $, which } from "zx";
import { register } from "../kernel/kernelspec.ts";
import { canonicalOutputs } from "./canonical-output.ts";
import { compareOutputs } from "./compare.ts";
import { readCourse } from "./course.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells } from "./notebook.ts";
import { readNotebook } from "./read.ts";
import { projectRoot } from "./testing.ts";

const nbconvert = await which("jupyter-nbconvert", { nothrow: true });
const skip = nbconvert === null && "no Jupyter found: apt-get install jupyter-nbconvert";

let folder = "";
before(async () => (folder = await mkdtemp(join(tmpdir(), "interleave-jupyter-"))));
after(() => rm(folder, { recursive: true, force: true }));

const { lessons } = await readCourse(projectRoot);

const notebooks = join(projectRoot, "notebooks");

/** Runs lessons with the kernelspec in `data`, and returns the folder with the results. Fails if they leave anything. */
async function runOn(data: string, some: readonly Lesson[]): Promise<string> {
  const results = join(data, "results");
  const temporary = join(data, "temporary");
  await mkdir(temporary);
  const env = { ...process.env, JUPYTER_DATA_DIR: data, TMPDIR: temporary, INTERLEAVE_RUN: data };
  const before = await readdir(notebooks);
  const files = some.map(({ slug }) => `${slug}.ipynb`);
  const options = ["--execute", "--to", "notebook", "--output-dir", results];
  await $({
    env,
    cwd: notebooks,
    quiet: true,
  })`${nbconvert} ${options} ${files}`;
  assert.deepEqual(await readdir(notebooks), before);
  const kept = await readdir(temporary);
  assert.deepEqual(
    kept.filter((name) => !/^tsx-\d+$/.test(name)), // what tsx compiled, for the next start
    [],
  );
  await assertAllEnded(`INTERLEAVE_RUN=${data}`);
  return results;
}

/**
 * That no process lives whose environment has this: kernels hand theirs down to whatever their lessons start, so neither
 * a server nor a worker is left, and no port. On a busy machine they need a moment to see that their kernel is gone.
 */
async function assertAllEnded(variable: string): Promise<void> {
  for (let look = 0; look < 300 && (await processesWith(variable)).length > 0; look += 1) {
    await sleep(100);
  }
  assert.deepEqual(await processesWith(variable), []);
}

/** Where Linux tells them; elsewhere none. */
async function processesWith(variable: string): Promise<string[]> {
  const numbers = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    numbers.map(async (pid) => await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")),
  );
  return numbers.filter((_, i) => environments[i]?.split("\0").includes(variable));
}

/** That the lessons, run with the kernelspec in `data`, give the outputs in their files. */
async function assertCommittedOutputs(data: string, some: readonly Lesson[]): Promise<void> {
  assert.ok(some.length > 0);
  const results = await runOn(data, some);
  for (const lesson of some) {
    const executed = await readNotebook(join(results, `${lesson.slug}.ipynb`), lesson.file);
    const runs = codeCells(executed).map(({ id, outputs }) => ({
      id,
      status: "ok" as const,
      outputs: canonicalOutputs(outputs, projectRoot),
    }));
    const problems = compareOutputs(lesson, runs, projectRoot);
    assert.deepEqual(
      problems.map((problem) => problem.message),
      [],
    );
    for (const [i, cell] of codeCells(executed).entries()) {
      assert.equal(cell.execution_count, i + 1, `${lesson.file}, cell ${cell.id}`);
    }
  }
}

describe(
  "the lessons give their committed outputs in a Jupyter client that we did not write, and leave nothing",
  { skip },
  () => {
    test("with the kernelspec that npm run kernel writes", async () => {
      const data = join(folder, "registered");
      await register({ folder: data });
      await assertCommittedOutputs(data, lessons);
    });

    test("one also with the kernelspec of a stock tslab that is installed elsewhere", async () => {
      const elsewhere = join(folder, "elsewhere");
      await mkdir(elsewhere);
      await $({ quiet: true })`npm install --no-audit --no-fund --prefix ${elsewhere} tslab@1.0.22`;
      const data = join(folder, "stock");
      const tslab = join(elsewhere, "node_modules", ".bin", "tslab");
      const argv = [tslab, "kernel", "--config-path", "{connection_file}"];
      await mkdir(join(data, "kernels", "tslab"), { recursive: true });
      const spec = { argv, display_name: "TypeScript", language: "typescript" };
      await writeFile(join(data, "kernels", "tslab", "kernel.json"), JSON.stringify(spec));
      await assertCommittedOutputs(data, lessons.slice(1, 2));
    });
  },
);
