/** What a reader finds at dist/ when publishing is killed, or fails, before any single one of its steps. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { Worker } from "node:worker_threads";
import { publish } from "../publish.ts";
import { exchange } from "./exchange.ts";
import { ended, publisher, type Ended, type Publisher } from "./testing/publisher.ts";
import { siteIn, siteOf } from "./testing/site.ts";

const root = "/nowhere/project";

/** Publishes again and again, each time with the fault one step later, until it is through without having met it. */
async function atEveryStep(
  context: TestContext,
  swap: "at-once" | "two-steps",
  fault: string,
  check: (publisher: Publisher, step: string, end: Ended) => Promise<void>,
): Promise<string[]> {
  const one = await publisher(context);
  const met: string[] = [];
  for (let step = 1; step < 100; step += 1) {
    await publish(one.out, siteOf("old"), root);
    const args = [one.out, "new", "10", swap, fault, String(step)];
    const end = await ended(process.execPath, [one.script, ...args]);
    if (end.stdout === "") {
      assert.equal(end.status, 0, end.stderr);
      assert.equal(await siteIn(one.out), "new");
      return met;
    }
    met.push(end.stdout.trim());
    await check(one, `step ${step}: ${end.stdout.trim()}`, end);
  }
  assert.fail("publishing has no end");
}

/** Whoever was started to swap the folders is on the way: it must arrive without the build. */
async function arrived({ out }: Publisher, step: string): Promise<void> {
  if (!step.endsWith("spawned")) return;
  const isThere = async (): Promise<boolean> => {
    // In the moment of the swap one list of files may be read, and the other files.
    return await siteIn(out).then(
      (site) => site === "new",
      () => false,
    );
  };
  while (!(await isThere())) await new Promise(setImmediate);
}

async function isClean({ folder, out }: Publisher, step: string): Promise<void> {
  await publish(out, siteOf("next"), root);
  assert.equal(await siteIn(out), "next", step);
  assert.deepEqual(await readdir(folder), ["dist"], step);
}

/** Whether this system exchanges folders: tried, not guessed. */
async function canExchange(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-exchange-"));
  try {
    await mkdir(join(folder, "a"));
    await mkdir(join(folder, "b"));
    return await exchange(join(folder, "a"), join(folder, "b"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const bounded = { timeout: 300_000 };
const needsExchange = (await canExchange()) ? bounded : { skip: "needs Linux and perl" };

test(
  "killed before any of its steps, publishing leaves the old site or the new one",
  needsExchange,
  async (context) => {
    const met = await atEveryStep(context, "at-once", "kill", async (one, step, { signal }) => {
      assert.equal(signal, "SIGKILL", step);
      await arrived(one, step);
      assert.match(await siteIn(one.out), /^(old|new)$/, step);
      await isClean(one, step);
    });
    for (const name of ["mkdir", "writeFile", "rename", "spawn", "spawned", "rm"]) {
      assert.ok(met.includes(name), `the test must reach ${name}, got ${met.join(", ")}`);
    }
  },
);

test(
  "where folders cannot be exchanged, the two steps are taken all the same",
  bounded,
  async (context) => {
    const met = await atEveryStep(context, "two-steps", "kill", async (one, step, { signal }) => {
      assert.equal(signal, "SIGKILL", step);
      await arrived(one, step);
      assert.match(await siteIn(one.out), /^(old|new)$/, step);
      await isClean(one, step);
    });
    assert.ok(met.includes("spawned"), met.join(", "));
  },
);

for (const code of ["ENOSPC", "EIO"]) {
  test(`when any of its steps fails with ${code}, the old site stays and nothing is beside it`, async (context) => {
    await atEveryStep(context, "at-once", code, async (one, step, { status, stderr }) => {
      const site = await siteIn(one.out);
      // What is only looked at, or removed at the end, does not decide over the site.
      assert.equal(site, status === 0 ? "new" : "old", `${step}: ${stderr}`);
      if (status !== 0) assert.match(stderr, new RegExp(`^[^\\n]*\\(${code}\\)$`), step);
      const beside = (await readdir(one.folder)).filter((name) => name !== "dist");
      assert.equal(beside.length, /: rm$/.test(step) ? 1 : 0, `${step}: ${beside.join()}`);
      await isClean(one, step);
    });
  });
}

const looking = `
const { workerData, parentPort } = require("node:worker_threads");
const { readFileSync } = require("node:fs");
let looks = 0, missed = 0;
while (Atomics.load(workerData.stop, 0) === 0) {
  looks += 1;
  try { readFileSync(workerData.file); } catch { missed += 1; }
}
parentPort.postMessage({ looks, missed });
`;

test("whoever looks while sites are exchanged never misses one", needsExchange, async (context) => {
  const { out } = await publisher(context);
  await publish(out, siteOf("0"), root);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(looking, {
    eval: true,
    workerData: { stop, file: `${out}/index.html` },
  });
  const seen = new Promise<{ looks: number; missed: number }>((resolve) => {
    worker.once("message", resolve);
  });
  await new Promise((resolve) => worker.once("online", resolve));
  for (let count = 1; count <= 30; count += 1) await publish(out, siteOf(String(count)), root);
  Atomics.store(stop, 0, 1);
  const { looks, missed } = await seen;
  assert.ok(looks > 0);
  assert.equal(missed, 0, `of ${looks} looks`);
});
