import { join } from "node:path";
import { namesOfKernel } from "./names.ts";
import { workerScript } from "./worker-script.ts";

/** The script of the worker that runs cells. */
export async function kernelScript(): Promise<string> {
  const inject = [join(import.meta.dirname, "../node-names/buffer-global.ts")];
  return await workerScript({ entry: "kernel/main.ts", names: namesOfKernel, inject });
}
