import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Cell } from "./theme.ts";

const run = promisify(execFile);

/** Far above the slowest; for a peer that would never end. */
const timeout = 300_000;

export type Measure = (cell: Cell) => Promise<number>;

/**
 * Measures each cell in a new process. In one process the loops would be compiled for all the queues that
 * ever passed through them, and one peer's garbage would be collected in another's time; a process that
 * stays for all rounds would keep whatever luck the compiler had in it.
 *
 * The processes run what esbuild makes of our files, packages left as they are published: tsx adds a call
 * to every function with a name, which is no part of what is measured, and takes longer to start.
 */
export async function inProcesses(root: string, signal: AbortSignal): Promise<Measuring> {
  const child = await compiled(root);
  const measure = async ({ theme, contestant, workload, python }: Cell): Promise<number> => {
    const json = JSON.stringify(workload);
    const [program, args] = python
      ? [pythonFor(python), ["-B", join(import.meta.dirname, "python", python), json]]
      : [process.execPath, ["--expose-gc", child.file, theme, contestant, json]];
    if (program === undefined) throw new Error(`no Python here can run ${python}`);
    const { stdout } = await run(program, args, { signal, timeout });
    return valueIn(stdout);
  };
  return { measure, stop: child.remove };
}

export interface Measuring {
  readonly measure: Measure;
  readonly stop: () => Promise<void>;
}

async function compiled(root: string) {
  await mkdir(join(root, ".cache"), { recursive: true });
  const outdir = await mkdtemp(join(root, ".cache", "bench-")); // below the root, for its node_modules
  await build({
    entryPoints: [join(import.meta.dirname, "child.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  return {
    file: join(outdir, "child.mjs"),
    remove: () => rm(outdir, { recursive: true, force: true }),
  };
}

function valueIn(stdout: string): number {
  const { value } = JSON.parse(stdout) as { readonly value: unknown };
  if (typeof value === "number" && value > 0) return value;
  throw new Error(`a measurement must be a number above 0, got ${stdout.trim()}`);
}

const programs = new Map<string, string | undefined>();

/** The first Python that has what the file needs: Debian's packages are only seen by Debian's own. */
export function pythonFor(file: string): string | undefined {
  const needs = file.includes("simpy") ? "simpy" : "asyncio";
  if (!programs.has(needs)) {
    const has = (program: string): boolean =>
      spawnSync(program, ["-c", `import ${needs}`]).status === 0;
    programs.set(needs, ["python3", "/usr/bin/python3"].find(has));
  }
  return programs.get(needs);
}
