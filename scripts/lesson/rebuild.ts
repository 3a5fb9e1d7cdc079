import { spawn } from "node:child_process";
import { join } from "node:path";

/** How a build ended. */
export interface BuildEnd {
  readonly ok: boolean;
  /** What it had to say when it failed. */
  readonly problem: string;
}

/**
 * Builds in a process of its own: a change of the site's code is then seen as well, and a build that crashes takes
 * nothing with it. What it prints is shown as it comes.
 */
export async function rebuild(root: string, signal?: AbortSignal): Promise<BuildEnd> {
  const script = join(import.meta.dirname, "..", "build.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, "--root", root], {
    // Imports of `tsx` are resolved from here, wherever the command was started.
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["ignore", "inherit", "pipe"],
  });
  const stop = (): void => void child.kill("SIGTERM");
  signal?.addEventListener("abort", stop);
  let problem = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    problem += text;
    process.stderr.write(text);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    return { ok: code === 0, problem: code === 0 ? "" : problem.trim() };
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
