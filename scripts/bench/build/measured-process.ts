import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Refused } from "../../lesson/error.ts";

/** What a command took, with all the processes it started. */
export interface Taken {
  /** User and system, in seconds. */
  readonly cpu: number;
  /** The most that all its processes held at one moment, in megabytes; 0 where the system does not say. */
  readonly peakMb: number;
}

const POLL_MS = 50;

/**
 * Runs a command to its end. Its CPU time comes from the shell's own account of its children, so processes that nobody
 * waited for are missing from it; ours are all waited for.
 */
export async function takenBy(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Taken> {
  const script = '"$@" >/dev/null 2>&1; code=$?; times; exit $code';
  const child = spawn("sh", ["-c", script, "sh", ...argv], { cwd, env });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentBelow(child.pid ?? 0));
  }, POLL_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0) throw new Refused(`${argv.join(" ")} must succeed, it ended with ${code}`);
  return { cpu: cpuOfChildren(said), peakMb };
}

/** The second line that the shell's `times` prints: user and system of its children. */
export function cpuOfChildren(times: string): number {
  const line = times.trim().split("\n").at(-1) ?? "";
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new Error(`times must print minutes and seconds, got ${line}`);
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

function residentBelow(pid: number): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(statusOf)
    .filter((one) => one !== undefined);
  const family = new Set([pid]);
  // Parents have no smaller numbers for sure: look until nobody is added.
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const one of processes) if (family.has(one.parent)) family.add(one.pid);
  }
  return processes.filter((one) => family.has(one.pid)).reduce((sum, one) => sum + one.mb, 0);
}

function statusOf(name: string): { pid: number; parent: number; mb: number } | undefined {
  try {
    const status = readFileSync(`/proc/${name}/status`, "utf8");
    const field = (key: string): number =>
      Number(new RegExp(`^${key}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return { pid: Number(name), parent: field("PPid"), mb: field("VmRSS") / 1024 };
  } catch {
    return undefined;
  }
}
