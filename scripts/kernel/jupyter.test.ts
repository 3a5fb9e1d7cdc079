import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { Kernel } from "./client.ts";
import { register } from "./kernelspec.ts";
import { createFixture, text } from "./testing.ts";

const TSLAB = fileURLToPath(new URL("../../node_modules/tslab/bin/tslab", import.meta.url));
const hasJupyter = spawnSync("jupyter", ["nbconvert", "--version"]).status === 0;
const skip = !hasJupyter && "needs Jupyter: apt-get install jupyter-nbconvert";
if (skip) console.log(`jupyter.test.ts: ${skip}`);

interface Cell {
  execution_count: number | null;
  outputs: Record<string, unknown>[];
}

/** Runs cells with Debian's nbconvert in a copy of the test project. */
async function nbconvert(
  sources: string[],
  ...flags: string[]
): Promise<{ code: number; stderr: string; cells: Cell[] }> {
  const fixture = await createFixture();
  const file = join(fixture.notebooks, "lesson.ipynb");
  const data = join(fixture.root, "jupyter");
  await register({ folder: data });
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `c${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const kernel = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  await writeFile(
    file,
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: kernel }, cells }),
  );
  const args = ["nbconvert", "--to", "notebook", "--execute", "--inplace", ...flags, file];
  const result = await new Promise<{ code: number; stderr: string }>((resolve) => {
    execFile(
      "jupyter",
      args,
      { env: { ...process.env, JUPYTER_DATA_DIR: data } },
      (error, _, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stderr });
      },
    );
  });
  const notebook = JSON.parse(await readFile(file, "utf8")) as { cells: Cell[] };
  await fixture.remove();
  return { ...result, cells: notebook.cells };
}

test(
  "nbconvert runs a notebook that imports src, counts its cells and keeps all lines",
  { skip },
  async () => {
    const { code, stderr, cells } = await nbconvert([
      'import { Queue } from "../src"; const queue = new Queue<number>();',
      "queue.put(7); await Promise.resolve(queue.get())",
      "for (let i = 0; i < 1500; i++) console.log(i);",
    ]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      cells.map((cell) => cell.execution_count),
      [1, 2, 3],
    );
    assert.deepEqual(cells[1]?.outputs, [{ output_type: "stream", name: "stdout", text: ["7\n"] }]);
    const lines = cells[2]!.outputs.flatMap((output) => output["text"] as string[]);
    assert.deepEqual(
      lines,
      Array.from({ length: 1500 }, (_, i) => `${i}\n`),
    );
  },
);

test(
  "with --allow-errors nbconvert runs the cells after a failing one, and stops there without",
  { skip },
  async () => {
    const sources = ["throw new RangeError('no')", "1 + 1"];
    const allowed = await nbconvert(sources, "--allow-errors");
    assert.equal(allowed.code, 0, allowed.stderr);
    assert.equal(allowed.cells[0]?.outputs[0]?.["ename"], "RangeError");
    assert.deepEqual(allowed.cells[1]?.outputs, [
      { output_type: "stream", name: "stdout", text: ["2\n"] },
    ]);
    const stopped = await nbconvert(sources);
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /RangeError: no/);
  },
);

test("a kernel started by tslab's own command is mended too", async () => {
  const fixture = await createFixture();
  const argv = [process.execPath, TSLAB, "kernel", "--config-path={connection_file}"];
  const kernel = await Kernel.start({ cwd: fixture.notebooks, argv });
  assert.equal(
    text(
      await kernel.execute('import { Queue } from "../src/queue.ts"; new Queue<number>().put(1)'),
    ),
    "42\n",
  );
  const { status, outputs } = await kernel.execute("const n: number = await ('x');");
  assert.equal(status, "error");
  assert.equal(outputs[0]?.output_type === "error" && outputs[0].ename, "TypeScriptError");
  await kernel.shutdown();
  await fixture.remove();
});
