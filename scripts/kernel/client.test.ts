import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { CellTimeout, Kernel, KernelDied } from "./client.ts";
import { MemoryLimit } from "./memory.ts";
import { createFixture, startFixture, text, type Fixture } from "./testing.ts";

let fixture: Fixture;
before(async () => {
  fixture = await createFixture();
});

/** A kernel that a failed test has left alive would keep this file from ending. */
const started: Kernel[] = [];
after(async () => {
  await Promise.all(started.map(async (kernel) => await kernel.shutdown()));
  await fixture.remove();
});

async function start(options = {}): Promise<Kernel> {
  const kernel = await Kernel.start({ cwd: fixture.notebooks, ...options });
  started.push(kernel);
  return kernel;
}

test("five kernels start at once, each with a state of its own", async () => {
  const kernels = await Promise.all(Array.from({ length: 5 }, () => start()));
  const results = await Promise.all(
    kernels.map((kernel, i) => kernel.execute(`const mine = ${i}; mine`)),
  );
  assert.deepEqual(
    results.map((result) => text(result)),
    ["0\n", "1\n", "2\n", "3\n", "4\n"],
  );
  await Promise.all(kernels.map((kernel) => kernel.shutdown()));
  assert.deepEqual(
    kernels.map(({ pid }) => isAlive(pid!)),
    [false, false, false, false, false],
  );
});

test("the outcome of a cell is told in full", async () => {
  const kernel = await start();
  const stdout = { output_type: "stream", name: "stdout", text: "a\nb\n" };
  const stderr = { output_type: "stream", name: "stderr", text: "c\n" };
  const result = await kernel.execute('console.log("a"); console.log("b"); console.error("c");');
  assert.deepEqual(result, {
    status: "ok",
    executionCount: 1,
    outputs: [stdout, stderr],
    late: [],
  });
  await assert.rejects(
    Promise.all([kernel.execute("1"), kernel.execute("2")]),
    /a kernel runs one cell at a time/,
  );
  const { matches } = await kernel.complete("Math.ab", 7);
  assert.deepEqual(matches, ["abs"]);
  assert.equal((await kernel.inspect("Math.abs", 6))["found"], true);
  await kernel.shutdown();
  await kernel.shutdown();
  await assert.rejects(kernel.execute("1"), KernelDied);
});

test("a kernel that dies rejects the running cell and every later one", async () => {
  const kernel = await start();
  await assert.rejects(
    kernel.execute('process.kill(process.pid, "SIGKILL"); await new Promise(() => {});'),
    (error: Error) => {
      assert.ok(error instanceof KernelDied);
      assert.match(error.message, /was ended by SIGKILL/);
      return true;
    },
  );
  await assert.rejects(kernel.execute("1"), KernelDied);
  await assert.rejects(kernel.complete("a", 1), KernelDied);
  await kernel.shutdown();
});

test("a kernel that runs out of memory is reported", async () => {
  const kernel = await start({ memoryMb: 400 });
  // The compiler has what it needs before memory gets scarce: else it collects garbage for half a minute.
  await kernel.execute("1");
  const cell = kernel.execute(
    "const all: number[][] = []; for (;;) all.push(new Array(1e6).fill(1.5));",
  );
  await assert.rejects(cell, (error: Error) => {
    assert.ok(error instanceof MemoryLimit);
    assert.match(error.message, /the kernel ran out of memory/);
    return true;
  });
});

test("a kernel that does not start is reported with what it wrote", async () => {
  const argv = [process.execPath, "-e", "console.error('no luck'); process.exit(3)"];
  await assert.rejects(start({ argv }), /the kernel exited with code 3; it wrote last:\nno luck/);
  await assert.rejects(start({ argv: ["/no/such/command"] }), /the kernel cannot start: .*ENOENT/);
  const deaf = [process.execPath, "-e", "setInterval(() => {}, 1000)"];
  await assert.rejects(start({ argv: deaf, startTimeoutMs: 300 }), /did not answer within 300 ms/);
});

test("a kernel that cannot be interrupted is killed when its cell runs too long", async () => {
  const kernel = await start();
  process.once("warning", () => {});
  const stuck = 'process.kill(process.pid, "SIGSTOP");';
  await assert.rejects(kernel.execute(stuck, { timeoutMs: 200 }), CellTimeout);
  assert.equal(await gone(kernel.pid!), true);
  await kernel.shutdown();
});

test("shutdown ends a kernel whose cell never ends", async () => {
  const kernel = await start();
  const cell = kernel.execute("await null; for (;;);");
  cell.catch(() => {});
  await kernel.shutdown();
  await assert.rejects(cell, KernelDied);
  assert.equal(isAlive(kernel.pid!), false);
});

test("no connection file is left behind", async () => {
  // Other kernels of this machine keep theirs elsewhere.
  const { TMPDIR } = process.env;
  process.env["TMPDIR"] = fixture.root;
  const kernel = await start().finally(() => {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  });
  assert.equal((await connectionFolders(fixture.root)).length, 1);
  await kernel.shutdown();
  assert.deepEqual(await connectionFolders(fixture.root), []);
});

test(
  "a kernel ends with the process that started it, even if that is killed",
  { timeout: 90_000 },
  async () => {
    const script = fileURLToPath(new URL("../testdata/kernel/orphan.ts", import.meta.url));
    const runner = spawn(process.execPath, ["--import", "tsx", script, fixture.notebooks], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = Number(await new Promise((resolve) => runner.stdout.once("data", resolve)));
    assert.ok(isAlive(pid));
    runner.kill("SIGKILL");
    assert.equal(await gone(pid), true);
  },
);

test("Node warnings and colours wished for by the environment do not reach the cells", async () => {
  const session = await startFixture({ env: { ...process.env, FORCE_COLOR: "3" } });
  try {
    assert.equal(await session.printed("({ a: 1 })"), "{ a: 1 }\n");
  } finally {
    await session.stop();
  }
});

function isAlive(pid: number): boolean {
  // A killed process whose parent has not looked yet is a zombie: it still has a number, but no memory.
  if (process.platform === "linux" && !existsSync(`/proc/${pid}/exe`)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 200; i++) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function connectionFolders(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith("interleave-kernel-"));
}
