/**
 * A build that is killed at any moment leaves the last good site, no process and no temporary folder. The moments are
 * random; a failure is played again with KILL_SEED. Linux only: it looks for processes in /proc.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fixture, projectRoot, run, temporaryProject } from "./testing.ts";

const skip = process.platform !== "linux" && "looks for processes in /proc";
const moments = 20;
const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 1e9));

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A build whose processes can be told from all others. */
interface MarkedBuild {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Those of its processes that still live. */
  readonly living: () => Promise<string[]>;
}

function startBuild(root: string, temporary: string): MarkedBuild {
  const mark = randomUUID();
  const script = join(projectRoot, "scripts/build.ts");
  const args = ["--import", "tsx", script, "--root", root, "--cell-timeout", "600"];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, INTERLEAVE_MARK: mark, TMPDIR: temporary },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  return { child, ended, living: () => processesWith(`INTERLEAVE_MARK=${mark}`) };
}

async function processesWith(mark: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = pids.map(async (pid) => {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (!environment.includes(mark)) return [];
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "State: Z");
    if (/^State:\s+[ZX]/m.test(status)) return [];
    return [
      (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => pid)).replaceAll("\0", " "),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** Waits until none of a build's processes lives; a busy machine may take its time. */
async function assertAllGone({ living }: MarkedBuild, when: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await living()).length === 0) return;
    await delay(100);
  }
  assert.deepEqual(await living(), [], `${when}: processes are left`);
}

const delay = async (ms: number): Promise<void> =>
  await new Promise((resolve) => setTimeout(resolve, ms));

async function siteIn(root: string): Promise<ReadonlyMap<string, string>> {
  const dist = join(root, "dist");
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const pairs = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name);
    return [path.slice(dist.length), await readFile(path, "latin1")];
  });
  return new Map((await Promise.all(pairs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What lies beside the site that a build made: nothing, once it or the next one has ended. */
async function leftBeside(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => name.startsWith(".dist"));
}

/** The next build has to run, draw and publish all of it again. What is kept of the rest only costs time. */
async function forgetLessons(root: string): Promise<void> {
  for (const kind of ["built", "lessons", "pages", "search"]) {
    await rm(join(root, ".cache", kind), { recursive: true, force: true });
  }
}

async function temporaryFolder(context: TestContext, root: string): Promise<string> {
  const folder = join(root, "tmp");
  await mkdir(folder);
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test(`killed at ${moments} random moments (KILL_SEED=${seed})`, { skip }, async (context) => {
  const random = randomFrom(seed);
  const root = await temporaryProject(context, { "01-good.ipynb": await fixture("good") });
  const temporary = await temporaryFolder(context, root);
  assert.equal((await run("build", ["--root", root])).code, 0);
  await forgetLessons(root);
  const started = performance.now();
  assert.equal((await run("build", ["--root", root])).code, 0);
  const longest = performance.now() - started;
  const good = await siteIn(root);
  // Half of the builds come to a cell that never ends: what runs it hears nobody.
  const endless = join(root, "notebooks/02-hanging-cell.ipynb");
  for (let moment = 0; moment < moments; moment++) {
    if (moment % 2 === 0) await writeFile(endless, await fixture("hanging-cell"));
    else await rm(endless, { force: true });
    const after = Math.floor(random() * longest);
    const signal = random() < 0.7 ? "SIGKILL" : "SIGINT";
    const when = `moment ${moment}, ${signal} after ${after} ms`;
    await forgetLessons(root);
    const build = startBuild(root, temporary);
    await delay(after);
    build.child.kill(signal);
    await build.ended;
    await assertAllGone(build, when);
    assert.deepEqual(await siteIn(root), good, `${when}: the site`);
    const left = (await readdir(temporary)).filter((name) => !name.startsWith("tsx-"));
    assert.deepEqual(left, [], `${when}: temporary folders`);
  }
  await rm(endless, { force: true });
  assert.equal((await run("build", ["--root", root])).code, 0);
  assert.deepEqual(await siteIn(root), good);
  assert.deepEqual(await leftBeside(root), [], "the next build clears away what a killed one left");
});

test("two builds at once give one whole site and leave nothing", { skip }, async (context) => {
  const root = await temporaryProject(context, {
    "01-good.ipynb": await fixture("good"),
    "02-real-time.ipynb": await fixture("real-time"),
  });
  const alone = await run("build", ["--root", root]);
  assert.equal(alone.code, 0, alone.stderr);
  const good = await siteIn(root);
  await forgetLessons(root);
  const build = async () => await run("build", ["--root", root]);
  const both = await Promise.all([build(), build()]);
  for (const { code, stderr } of both) assert.equal(code, 0, stderr);
  assert.deepEqual(await siteIn(root), good);
  assert.deepEqual(await leftBeside(root), []);
});
