import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "./project.ts";
import { contestants } from "./contestants.ts";
import { takenBy } from "./measured-process.ts";

interface Profile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const shown = 14;

const profiler = join(import.meta.dirname, "profiler.cjs");

/** Where a cold build spends its time: by process and package, the largest first. One run with Node's profiler on. */
export async function profileOfCold(project: Project): Promise<string[]> {
  const folder = join(project.root, ".profiles");
  await mkdir(folder, { recursive: true });
  const env = {
    ...project.env,
    NODE_OPTIONS: `--require ${profiler}`,
    INTERLEAVE_PROFILES: folder,
  };
  await contestants.cold.prepare(project);
  await takenBy(contestants.cold.argv(project), project.root, env);
  const total = new Map<string, number>();
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    // A process that was killed leaves half a profile.
    if (!text.endsWith("}")) continue;
    for (const [what, ms] of partsOf(JSON.parse(text) as Profile))
      total.set(what, (total.get(what) ?? 0) + ms);
  }
  const sorted = [...total].sort((a, b) => b[1] - a[1]).slice(0, shown);
  return sorted.map(([what, ms]) => `${(ms / 1000).toFixed(2).padStart(7)} s  ${what}`);
}

/** Milliseconds by what was running. */
function partsOf({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const urls = nodes.map(({ callFrame }) => callFrame.url);
  const programs = ["compile-cells.cjs", "run-cells.cjs", "build.ts"];
  const program = programs.find((name) => urls.some((url) => url.endsWith(name))) ?? "other";
  const parts = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)") continue;
    const key = `${program}: ${packageOf(frame.url, frame.functionName)}`;
    parts.set(key, (parts.get(key) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return parts;
}

function packageOf(url: string, name: string): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  if (url === "" || url.startsWith("node:")) return name.startsWith("(") ? name : "Node itself";
  return /\/(scripts\/\w+|src)\//.exec(url)?.[1] ?? "other";
}
