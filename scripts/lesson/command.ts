import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Road } from "../kernel/session.ts";
import { LessonError, LessonErrors, Refused } from "./error.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { fileRefusal } from "./publish/refusal.ts";

/** A command line that refuses what it does not know and says how it is spelt. */
export function command(name: string, description: string): Command {
  return new Command(`npm run ${name} --`)
    .description(description)
    .showHelpAfterError("(--help lists what there is)")
    .addOption(rootOption());
}

function rootOption() {
  const project = resolve(import.meta.dirname, "../..");
  return new Command()
    .createOption("--root <dir>", "the project's folder")
    .default(project)
    .argParser((path) => resolve(path))
    .hideHelp();
}

/** What the options of `withRunOptions` say. */
export interface RunFlags {
  readonly root: string;
  readonly jobs: number;
  readonly cache: boolean;
  readonly why?: boolean;
  readonly kernel?: boolean;
  readonly cellTimeout: number;
  readonly maxOutput: number;
  readonly memory: number;
}

/** What the options of `withRunOptions` say when none is given. */
export function usualFlags(root: string): RunFlags {
  const options = withRunOptions(new Command()).opts<Omit<RunFlags, "root">>();
  return { ...options, root };
}

/** The road that `--kernel` asks for; undefined for the usual one. */
export async function roadFrom({ kernel }: Pick<RunFlags, "kernel">): Promise<Road | undefined> {
  // Sockets are loaded only where they are used.
  return kernel ? (await import("../kernel/protocol-road.ts")).protocolRoad : undefined;
}

/** For commands that run lessons: how, and within which limits. */
export function withRunOptions(program: Command): Command {
  const { cellTimeoutMs, maxOutputBytes, memoryMb } = defaultLimits;
  return program
    .option("--jobs <n>", "lessons run at the same time", wholeNumber(1), availableParallelism())
    .option(
      "--kernel",
      "run every lesson on a kernel of its own, as Jupyter does: slower, same result",
    )
    .option("--no-cache", "run every lesson, even if nothing it depends on has changed")
    .option("--why", "say of every lesson why it ran or did not have to")
    .option("--cell-timeout <s>", "how long one cell may take", positive, cellTimeoutMs / 1000)
    .option("--max-output <MB>", "how much one cell may write", positive, maxOutputBytes / 1e6)
    .option("--memory <MB>", "how much memory one lesson may use", wholeNumber(32), memoryMb);
}

/** The limits that the options of `withRunOptions` say. */
export function limitsFrom(flags: Pick<RunFlags, "cellTimeout" | "maxOutput" | "memory">): Limits {
  const { cellTimeout, maxOutput, memory } = flags;
  return {
    cellTimeoutMs: cellTimeout * 1000,
    maxOutputBytes: Math.round(maxOutput * 1e6),
    memoryMb: memory,
  };
}

/** A parser for whole numbers from `least` on. */
export function wholeNumber(
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `from ${least} on`;
    throw new InvalidArgumentError(`must be a whole number ${range}, got ${text}.`);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`must be a number greater than 0, got ${text}.`);
}

/** Ctrl-C, or a request to end. */
class Interrupted extends Error {}

/**
 * Does a command's work. What an author can mend, and a disk that is full or read-only, is printed as it is and makes the exit code 1; a signal makes it
 * 130, after everything that was started has been stopped; a mistake of ours keeps its stack.
 */
export async function perform(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Interrupted());
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      console.error("interrupted: nothing was changed");
      process.exitCode = 130;
      return;
    }
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    console.error(problem);
    process.exitCode = 1;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** What went wrong, in words, where an author can mend it or a disk is full or read-only; undefined for a mistake of ours. */
export function problemOf(error: unknown): string | undefined {
  const isForAuthors = [LessonError, LessonErrors, Refused].some((kind) => error instanceof kind);
  return (isForAuthors ? (error as Error) : fileRefusal(error))?.message;
}
