import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { build } from "esbuild";

/** A folder to publish into, and the program that does so in a process of its own. Removed after the test. */
export interface Publisher {
  readonly folder: string;
  readonly out: string;
  /** The program: see child.ts for its arguments. */
  readonly script: string;
}

export async function publisher(context: TestContext): Promise<Publisher> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "interleave-publish-")));
  context.after(async () => {
    await rm(root, { recursive: true, force: true });
  });
  const script = join(root, "program", "child.mjs");
  // One file without tsx: it is started a hundred times.
  await build({
    entryPoints: [join(import.meta.dirname, "child.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  await build({
    entryPoints: [join(import.meta.dirname, "../move-in.js")],
    outfile: join(root, "program", "move-in.js"),
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  const folder = join(root, "site");
  return { folder, out: join(folder, "dist"), script };
}

/** How a process ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export async function ended(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal, ...said }));
  });
}
