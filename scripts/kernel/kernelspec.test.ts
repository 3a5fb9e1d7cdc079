import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import {
  ForeignKernelspec,
  jupyterDataFolder,
  kernelspec,
  register,
  unregister,
} from "./kernelspec.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-jupyter-"));
});
after(() => rm(folder, { recursive: true }));

const fileOf = (name: string) => join(folder, name, "kernels", "tslab", "kernel.json");

test("Jupyter's data folder is found on every platform", () => {
  const home = "/home/me";
  const on = (platform: NodeJS.Platform, env = {}) => jupyterDataFolder({ env, platform, home });
  assert.equal(on("linux"), "/home/me/.local/share/jupyter");
  assert.equal(on("linux", { XDG_DATA_HOME: "/data" }), "/data/jupyter");
  assert.equal(on("darwin"), "/home/me/Library/Jupyter");
  assert.equal(on("win32", { APPDATA: "/roaming" }), join("/roaming", "jupyter"));
  assert.equal(on("win32", { JUPYTER_DATA_DIR: "/mine", APPDATA: "/roaming" }), "/mine");
});

test("the kernelspec has absolute paths and interrupts by message where there are no signals", () => {
  const { argv, language } = kernelspec() as { argv: string[]; language: string };
  assert.ok(isAbsolute(argv[0]!) && isAbsolute(argv[1]!));
  assert.deepEqual([argv[2], language], ["{connection_file}", "typescript"]);
  assert.equal(kernelspec("linux")["interrupt_mode"], "signal");
  assert.equal(kernelspec("win32")["interrupt_mode"], "message");
});

test("registering twice is the same as once, and removing leaves nothing", async () => {
  const data = join(folder, "own");
  await register({ folder: data });
  assert.deepEqual(await register({ folder: data }), { file: fileOf("own") });
  assert.deepEqual(JSON.parse(await readFile(fileOf("own"), "utf8")), kernelspec());
  assert.deepEqual(await unregister({ folder: data }), { removed: true, restored: false });
  assert.deepEqual(await unregister({ folder: data }), { removed: false, restored: false });
});

test("somebody else's kernelspec is refused, kept aside when forced, and put back", async () => {
  const data = join(folder, "foreign");
  await mkdir(join(data, "kernels", "tslab"), { recursive: true });
  await writeFile(fileOf("foreign"), '{"display_name":"theirs"}');
  await assert.rejects(register({ folder: data }), ForeignKernelspec);
  assert.deepEqual(await unregister({ folder: data }), { removed: false, restored: false });
  const { backup } = await register({ folder: data, force: true });
  assert.equal(await readFile(join(backup!, "kernel.json"), "utf8"), '{"display_name":"theirs"}');
  assert.deepEqual(await register({ folder: data }), { file: fileOf("foreign") });
  assert.deepEqual(await unregister({ folder: data }), { removed: true, restored: true });
  assert.equal(await readFile(fileOf("foreign"), "utf8"), '{"display_name":"theirs"}');
});

test("npm run kernel says what it did, and refuses what it does not know", async () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const script = fileURLToPath(new URL("../kernel.ts", import.meta.url));
      const env = { ...process.env, JUPYTER_DATA_DIR: join(folder, "command") };
      execFile(
        process.execPath,
        ["--import", "tsx", script, ...args],
        { env },
        (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        },
      );
    });
  assert.match(
    (await run()).stdout,
    /Registered the kernel "TypeScript \(Interleave\)" in .*kernel\.json/,
  );
  assert.match((await run("--remove")).stdout, /Removed our kernelspec\./);
  const misspelt = await run("--remov");
  assert.equal(misspelt.code, 1);
  assert.match(misspelt.stderr, /Did you mean --remove\?/);
  assert.match((await run("now")).stderr, /too many arguments/);
  assert.match((await run("--help")).stdout, /--remove/);
});
