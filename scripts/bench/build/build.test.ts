import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../../lesson/error.ts";
import { gateLines, type Figures } from "./gates.ts";
import { cpuOfChildren, takenBy } from "./measured-process.ts";

test("the shell's account of its children is read", () => {
  assert.equal(cpuOfChildren("0m0.01s 0m0.02s\n1m2.50s 0m0.25s\n"), 62.75);
  assert.throws(() => cpuOfChildren("real 2"), /must print minutes and seconds, got real 2/);
});

test("what the children of a command take counts as the command's", async () => {
  const busy =
    "const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end);";
  const child = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(busy)}])`;
  const { cpu } = await takenBy([process.execPath, "-e", child], process.cwd());
  assert.ok(cpu >= 0.3, `it took ${cpu} s`);
});

test("a command that fails is no measurement", async () => {
  await assert.rejects(takenBy(["false"], process.cwd()), Refused);
});

test("what was promised and missed is said", () => {
  const of = (cpu: number, peakMb = 100) => [{ cpu, peakMb }];
  const figures: Figures = {
    executed: of(100),
    converted: of(6),
    cold: of(20, 700),
    unchanged: of(0.4),
    imports: of(0.3),
    sentence: of(2),
    redrawn: of(1),
    drawn: of(5),
  };
  const said = gateLines(figures).map((line) => line.slice(0, 6).trim());
  assert.deepEqual(said, ["holds", "holds", "MISSED", "holds", "MISSED", "MISSED"]);
});
