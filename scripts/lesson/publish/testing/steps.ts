import childProcess from "node:child_process";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** Everything by which publishing can change or see the file system, or start a process. */
const steps = [
  "lstat",
  "mkdir",
  "readdir",
  "readFile",
  "realpath",
  "rename",
  "rm",
  "stat",
] as const;

type Step = (...args: readonly unknown[]) => unknown;

/** Has `at` called before each step, with its number from 1 and its name; a started process is also a step of its own. */
export function beforeEachStep(at: (count: number, name: string) => void): void {
  let count = 0;
  const modules = fs as unknown as Record<string, Step>;
  for (const name of [...steps, "writeFile"]) {
    const real = modules[name]!;
    // What `at` throws must be a rejection, as it is where the system fails.
    modules[name] = async (...args) => {
      at(++count, name);
      return await real(...args);
    };
  }
  const processes = childProcess as unknown as Record<string, Step>;
  const { spawn } = childProcess;
  processes["spawn"] = (...args) => {
    at(++count, "spawn");
    const child = (spawn as unknown as Step)(...args);
    at(++count, "spawned");
    return child;
  };
  syncBuiltinESMExports();
}
