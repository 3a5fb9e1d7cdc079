import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ProcessDied, startModule } from "./start-module.ts";

const folder = join(import.meta.dirname, "testing");

test("a module says when it is ready, and can be killed", async () => {
  const started = startModule(join(folder, "says-ready.ts"), ["seven"]);
  assert.deepEqual(await started.firstMessage(), { pid: started.process.pid, args: ["seven"] });
  await started.kill();
  assert.equal(await started.ended, "was ended by SIGKILL");
});

test("a module that fails says why", async () => {
  const started = startModule(join(folder, "fails.ts"));
  const failed = await started.firstMessage().catch((error: unknown) => error);
  assert.ok(failed instanceof ProcessDied, String(failed));
  assert.match(failed.message, /^the process exited with code 1; it wrote last:\n[^]*no room/);
});

test("it ends with the process that started it, even if that is killed", async () => {
  const parent = spawn(process.execPath, ["--import", "tsx", join(folder, "parent.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(first.toString());
  assert.ok(await isAlive(pid), `got ${first.toString()}`);
  parent.kill("SIGKILL");
  while (await isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
});

/** A process that nobody has collected yet counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  if (process.platform !== "linux") return signalled(pid);
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "State: X");
  return !/^State:\s+[ZX]/m.test(status);
}

function signalled(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
