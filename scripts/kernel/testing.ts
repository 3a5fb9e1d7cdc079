import { cp, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kernel, type CellResult, type KernelOptions } from "./client.ts";
import type { ErrorOutput } from "./output.ts";

const PROJECT = fileURLToPath(new URL("../testdata/kernel/project", import.meta.url));
const NODE_MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** A copy of the test project that a test may change. */
export interface Fixture {
  root: string;
  notebooks: string;
  remove(): Promise<void>;
}

export async function createFixture(): Promise<Fixture> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "interleave-project-")));
  await cp(PROJECT, root, { recursive: true });
  await symlink(NODE_MODULES, join(root, "node_modules"), "junction");
  const remove = () => rm(root, { recursive: true, force: true });
  return { root, notebooks: join(root, "notebooks"), remove };
}

/** A kernel in a fresh copy of the test project, and functions to look at what its cells did. */
export async function startFixture(options: Partial<KernelOptions> = {}) {
  const fixture = await createFixture();
  const kernel = await Kernel.start({ cwd: fixture.notebooks, ...options });
  const run = (code: string) => kernel.execute(code, { timeoutMs: 30_000 });
  return {
    fixture,
    kernel,
    run,
    /** What a cell prints; throws when it fails. */
    async printed(code: string): Promise<string> {
      const result = await run(code);
      if (result.status !== "ok")
        throw new Error(`the cell failed: ${failure(result).traceback.join("\n")}`);
      return text(result);
    },
    /** The error of a cell that must fail. */
    async failed(code: string): Promise<ErrorOutput> {
      return failure(await run(code));
    },
    async stop() {
      await kernel.shutdown();
      await fixture.remove();
    },
  };
}

export function text({ outputs }: CellResult, name = "stdout"): string {
  return outputs.map((o) => (o.output_type === "stream" && o.name === name ? o.text : "")).join("");
}

export function failure({ status, outputs }: CellResult): ErrorOutput {
  const error = outputs.find((output) => output.output_type === "error");
  if (!error) throw new Error(`the cell did not fail: ${status}, ${JSON.stringify(outputs)}`);
  return error;
}
