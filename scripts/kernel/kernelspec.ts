import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAME = "tslab";
const DISPLAY_NAME = "TypeScript (Interleave)";
const LAUNCH = fileURLToPath(new URL("shim/launch.js", import.meta.url));

/** A kernelspec of this name that is not ours is there already. */
export class ForeignKernelspec extends Error {
  override name = "ForeignKernelspec";
}

/** What decides where Jupyter keeps a user's data; a parameter so that every platform can be tested. */
export interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
}

const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  home: homedir(),
});

/** Jupyter's data folder of this user (https://docs.jupyter.org/en/latest/use/jupyter-directories.html). */
export function jupyterDataFolder({ env, platform, home }: Machine = thisMachine()): string {
  if (env["JUPYTER_DATA_DIR"]) return env["JUPYTER_DATA_DIR"];
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32")
    return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "jupyter");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "jupyter");
}

/** The content of kernel.json. */
export function kernelspec(platform: NodeJS.Platform = process.platform): Record<string, unknown> {
  return {
    argv: [process.execPath, LAUNCH, "{connection_file}"],
    display_name: DISPLAY_NAME,
    language: "typescript",
    interrupt_mode: platform === "win32" ? "message" : "signal",
    metadata: { interleave: { launch: LAUNCH } },
  };
}

export interface Registration {
  /** The kernel.json that was written. */
  file: string;
  /** Where the kernelspec of someone else that was there is kept. */
  backup?: string;
}

/** Writes our kernelspec. One of the same name that is not ours is refused, or with `force` kept aside. */
export async function register({
  folder = jupyterDataFolder(),
  force = false,
} = {}): Promise<Registration> {
  const directory = join(folder, "kernels", NAME);
  const file = join(directory, "kernel.json");
  const isForeign = existsSync(directory) && !(await isOurs(file));
  if (isForeign && !force) {
    throw new ForeignKernelspec(
      `a kernelspec named ${NAME} that is not Interleave's is in ${directory}`,
    );
  }
  if (isForeign) await move(directory, backupOf(folder));
  await mkdir(directory, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(kernelspec(), null, 2)}\n`);
  await rename(`${file}.new`, file);
  return isForeign ? { file, backup: backupOf(folder) } : { file };
}

/** Removes our kernelspec and puts back the one that was there before. */
export async function unregister({ folder = jupyterDataFolder() } = {}): Promise<{
  removed: boolean;
  restored: boolean;
}> {
  const directory = join(folder, "kernels", NAME);
  const removed = await isOurs(join(directory, "kernel.json"));
  if (!removed) return { removed, restored: false };
  await rm(directory, { recursive: true });
  const restored = existsSync(backupOf(folder));
  if (restored) await move(backupOf(folder), directory);
  return { removed, restored };
}

const backupOf = (folder: string): string => join(folder, "interleave", "replaced", NAME);

async function isOurs(file: string): Promise<boolean> {
  try {
    const spec = JSON.parse(await readFile(file, "utf8")) as {
      metadata?: { interleave?: unknown };
    };
    return spec.metadata?.interleave !== undefined;
  } catch {
    return false;
  }
}

async function move(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
  await rm(from, { recursive: true });
}
