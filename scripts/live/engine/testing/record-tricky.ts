/**
 * Runs the tricky cells on the real kernel through Jupyter's own client, and writes down what it got:
 * `npx tsx scripts/live/engine/testing/record-tricky.ts`, whenever cells.txt or the kernel changes. Needs jupyter-nbconvert.
 */
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $ } from "zx";
import { register } from "../../../kernel/kernelspec.ts";
import type { Output } from "../../../kernel/output.ts";
import { canonicalOutputs } from "../../../lesson/canonical-output.ts";
import { code, notebook, projectRoot } from "../../../lesson/testing.ts";
import { recordPath, trickyGroups, type Group, type Recorded } from "./tricky.ts";

const root = await realpath(await mkdtemp(join(tmpdir(), "interleave-tricky-")));
try {
  await mkdir(join(root, "notebooks"));
  for (const name of ["package.json", "tsconfig.json", "src"]) {
    await cp(join(projectRoot, name), join(root, name), { recursive: true });
  }
  await symlink(join(projectRoot, "node_modules"), join(root, "node_modules"));
  await register({ folder: join(root, "jupyter") });
  const groups: Record<string, readonly (readonly Output[])[]> = {};
  for (const group of await trickyGroups()) {
    groups[group.name] = await outputsOf(group);
    console.log(`${group.name}: ${group.sources.length} cells`);
  }
  const { version } = JSON.parse(
    await readFile(join(projectRoot, "node_modules/tslab/package.json"), "utf8"),
  ) as { version: string };
  const nbconvert = (await $`jupyter-nbconvert --version`.text()).trim();
  const kernel = `tslab ${version}, Node ${process.version}, nbconvert ${nbconvert}`;
  const record: Recorded = { kernel, date: new Date().toISOString().slice(0, 10), groups };
  await writeFile(recordPath, `${JSON.stringify(record, null, 1)}\n`);
} finally {
  await rm(root, { recursive: true, force: true });
}

async function outputsOf({ name, sources }: Group): Promise<readonly (readonly Output[])[]> {
  const cells = sources.map((source, i) => code(`c${i}`, source));
  const file = join(root, "notebooks", `${name.replaceAll(" ", "-")}.ipynb`);
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  await writeFile(file, JSON.stringify({ ...notebook(...cells), metadata: { kernelspec } }));
  const env = { ...process.env, JUPYTER_DATA_DIR: join(root, "jupyter") };
  const options = ["--execute", "--allow-errors", "--to", "notebook", "--inplace"];
  await $({ env, quiet: true })`jupyter-nbconvert ${options} ${file}`;
  const ran = JSON.parse(await readFile(file, "utf8")) as {
    readonly cells: readonly { readonly outputs: readonly Raw[] }[];
  };
  return ran.cells.map(({ outputs }) => canonicalOutputs(outputs.map(joined), root));
}

/** nbformat keeps texts as lists of lines. */
type Raw = { readonly output_type: string; readonly text?: string | readonly string[] };

function joined(output: Raw): Output {
  const lines = (value: unknown): unknown => (Array.isArray(value) ? value.join("") : value);
  if (output.output_type === "stream") return { ...output, text: lines(output.text) } as Output;
  if (!("data" in output)) return output as unknown as Output;
  const data = Object.entries(output.data as object).map(([type, value]) => [type, lines(value)]);
  return { ...output, data: Object.fromEntries(data) as object } as unknown as Output;
}
