import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../lesson/testing.ts";

const refused: readonly (readonly [string[], RegExp])[] = [
  [["--fast"], /unknown option '--fast'/],
  [["--rounds", "0"], /must be a whole number from 1 on, got 0/],
  [["--items", "many"], /must be a whole number from 1000 on, got many/],
  [["--only", "("], /must be a regular expression, got \(/],
  [["--only", "no such thing"], /nothing matches no such thing/],
  [["queues"], /Allowed choices are build, jobs/],
];

for (const [args, says] of refused) {
  test(`bench refuses ${args.join(" ")}`, async () => {
    const { code, stderr } = await run("bench", args);
    assert.equal(code, 1);
    assert.match(stderr, says);
  });
}

test("bench measures what matches, prints its table and writes all figures", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "interleave-bench-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "figures.json");
  const only = "queues / maxsize 1 / async-channel|^(backlog|cancellation|memory|traces) /";
  const args = ["--quick", "--rounds", "2", "--items", "1000", "--only", only, "--json", file];
  const { code, stdout, stderr } = await run("bench", args);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Queues: one item from put to get[^]*async-channel +[\d,]+ +[\d,.]+×/);
  assert.match(stdout, /Cancellation:[^]*Memory:[^]*Traces:/);
  assert.doesNotMatch(stdout, /p-queue|Simulated clocks/);
  const report = JSON.parse(await readFile(file, "utf8")) as {
    machine: { node: string };
    results: { theme: string; contestant: string; values: number[] }[];
  };
  assert.equal(report.machine.node, process.version);
  assert.deepEqual(
    report.results.filter(({ theme }) => theme === "queues").map(({ contestant }) => contestant),
    [
      "await Promise.resolve(i)",
      "a promise each item: one waits",
      "promises in turn: both wait",
      "Interleave Queue",
      "async-channel",
    ],
  );
  assert.ok(report.results.every(({ values }) => values.length === 2));
});
