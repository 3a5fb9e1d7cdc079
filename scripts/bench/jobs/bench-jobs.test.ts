import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Refused } from "../../lesson/error.ts";
import { run } from "../../lesson/testing.ts";
import type { Measured } from "../harness.ts";
import { benchJobs } from "./bench-jobs.ts";
import { type JobsResult, jobsResults, jobsTable } from "./jobs-table.ts";
import { type JobsWorkload, ratePerSecond } from "./measure-jobs.ts";

test("the first tenth is not counted, and a job that is missing is no measurement", () => {
  const doneAt = [10_000, 9_000, 1_000, 11_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000];
  assert.equal(ratePerSecond(doneAt, 10), 0.9); // nine in ten seconds
  assert.throws(() => ratePerSecond(doneAt, 11), /^Error: 10 of 11 jobs were done$/);
});

const measured = (engine: JobsWorkload["engine"], workers: number, values: number[]): Measured => ({
  theme: "jobs",
  scenario: "jobs of 20 ms",
  contestant: `${engine} ${workers}`,
  role: "variant",
  workload: { engine, workers, jobs: 10, workMs: 20 },
  python: undefined,
  mostRounds: Infinity,
  values,
});

test("each is compared with one worker and with the embedded engine, round by round", () => {
  const results = jobsResults([
    measured("embedded", 1, [40, 10, 50]),
    measured("embedded", 2, [80, 20, 101]),
    measured("real", 1, [44, 11, 100]),
    measured("real", 4, [88, 44, 1000]),
  ]);
  assert.deepEqual(
    results.map(({ toOneWorker, toEmbedded }) => [toOneWorker, toEmbedded]),
    [
      [1, 1],
      [2, 1],
      [1, 1.1],
      [4, undefined],
    ],
  );
  assert.deepEqual(jobsTable(results).slice(-2), [
    "real 1                              44         1.00×       1.10×    ±101 %",
    "real 4                              88         4.00×           –    ±543 %",
  ]);
});

test("a server that cannot be used is refused in one sentence, and so is a wish for nothing", async (context) => {
  const before = process.env["DATABASE_URL"];
  context.after(() => {
    if (before === undefined) delete process.env["DATABASE_URL"];
    else process.env["DATABASE_URL"] = before;
  });
  process.env["DATABASE_URL"] = "mysql://me:hunter2@localhost/jobs";
  const options = { rounds: 1, jobs: 1, signal: new AbortController().signal, starts: () => {} };
  const refused = (says: RegExp) => (error: unknown) =>
    error instanceof Refused && says.test(error.message) && !error.message.includes("hunter2");
  await assert.rejects(benchJobs(options), refused(/^DATABASE_URL begins with mysql:/));
  await assert.rejects(benchJobs({ ...options, only: /no such/ }), refused(/^nothing matches no/));
});

test("bench jobs measures what matches, says what is missing and writes all figures", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "interleave-bench-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "figures.json");
  const only = "20 ms / embedded, 2";
  const args = ["jobs", "--quick", "--only", only, "--json", file];
  const { code, stdout, stderr } = await run("bench", args);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /cores of[^]*\(PGlite\)[^]*embedded, 2 workers +[\d,.]+ +[\d.]+×/);
  assert.doesNotMatch(stdout, /empty jobs/);
  if (!process.env["DATABASE_URL"]) {
    assert.match(stdout, /no real server here[^]*\.ci\/with-postgres npm run bench -- jobs/);
  }
  const report = JSON.parse(await readFile(file, "utf8")) as {
    machine: { node: string };
    rounds: number;
    results: JobsResult[];
  };
  assert.equal(report.machine.node, process.version);
  assert.equal(report.rounds, 1);
  const two = report.results.find(({ workload }) => workload.workers === 2);
  assert.equal(two?.values.length, 1);
  assert.ok(two.values.every((perSecond) => perSecond > 0 && perSecond <= 100)); // 2 in 20 ms
});
