import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { projectFile } from "./project.ts";

/**
 * Starts a TypeScript program of `node/jobs` in a process of its own, with a channel to it. The programs end when the
 * channel does: nothing outlives who started it, however that ended.
 */
export function startProgram(name: string): ChildProcess {
  const child = fork(projectFile(`node/jobs/programs/${name}.ts`), {
    cwd: projectFile("."),
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-4000)));
  child.once("exit", () => lastWords.set(child, said));
  return child;
}

const lastWords = new WeakMap<ChildProcess, string>();

/** What a program that has ended wrote to its standard error, at the most its last 4,000 characters. */
export function lastWordsOf(child: ChildProcess): string {
  return lastWords.get(child)?.trim() ?? "";
}

/** Resolves when the process has ended, and all that it sent has arrived. */
export async function ended(child: ChildProcess, signal?: AbortSignal): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  if (!isOver) await once(child, "exit", signal ? { signal } : {});
  await new Promise((resolve) => setImmediate(resolve)); // what came with the end is handled first
}

/** Lets a program end by itself: cuts the channel, and kills it if it has not ended ten seconds later. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended(child);
  clearTimeout(late);
}
