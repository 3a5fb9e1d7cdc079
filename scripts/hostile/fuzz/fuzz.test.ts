/**
 * Twenty thousand mutations of the real lessons: none crashes the reader or the renderer, none hangs, none makes a page
 * that acts. The seeds are always the same ones, so that a failure is nobody's bad luck; FUZZ_SEED chooses others.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { Random } from "../../../src/random.ts";
import { piecesOf } from "./pieces.ts";
import { caseOf } from "./case-of.ts";

const many = 20_000;
const first = Number(process.env["FUZZ_SEED"] ?? 1);
/** The slowest one takes a quarter of a second of CPU: whoever is silent for so long hangs, even on a busy machine. */
const longestSilenceMs = 120_000;

interface Summary {
  readonly refused: number;
  readonly rendered: number;
  readonly slowest: { readonly seed: number; readonly cpuMs: number };
}

const script = join(import.meta.dirname, "run.ts");
const again = (seed: number): string =>
  `play it again: npx tsx scripts/hostile/fuzz/run.ts ${seed}`;

/** Runs the seeds in a process of their own, which alone can be stopped while it hangs. */
async function fuzz(): Promise<Summary> {
  const args = ["--import", "tsx", script, String(first), String(many)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let seed = first;
  let last = "";
  let summary = "";
  let problem = "";
  const hangs = (): void => void child.kill("SIGKILL");
  let watchdog = setTimeout(hangs, longestSilenceMs);
  child.stderr.setEncoding("utf8").on("data", (text: string) => (problem += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(hangs, longestSilenceMs);
    const lines = (last + text).split("\n");
    last = lines.pop() ?? "";
    seed = Number(lines.filter((line) => /^\d+$/.test(line)).at(-1) ?? seed);
    summary = lines.find((line) => line.startsWith("{")) ?? summary;
  });
  const [status, signal] = await new Promise<readonly [number | null, string | null]>((resolve) => {
    child.once("close", (code, by) => resolve([code, by]));
  });
  clearTimeout(watchdog);
  assert.equal(signal, null, `seed ${seed} hangs; ${again(seed)}`);
  assert.equal(status, 0, `${problem}\n${again(seed)}`);
  return JSON.parse(summary) as Summary;
}

test("no mutation of a lesson crashes, hangs, or makes a page that acts", async (context) => {
  const { refused, rendered, slowest } = await fuzz();
  context.diagnostic(
    `${rendered} rendered, ${refused} refused, slowest ${JSON.stringify(slowest)}`,
  );
  assert.equal(refused + rendered, many);
  assert.ok(rendered > many / 2, `most must be rendered to test the renderer, got ${rendered}`);
  assert.ok(
    slowest.cpuMs < 10_000,
    `none takes long, but seed ${slowest.seed} does; ${again(slowest.seed)}`,
  );
});

test("a seed stands for the same bytes every time, and another seed for others", () => {
  const pieces = piecesOf(join(import.meta.dirname, "../../../notebooks"));
  const cases = [1, 2, 3, 1].map((seed) => String(caseOf(seed, pieces)));
  assert.equal(cases[0], cases[3]);
  assert.equal(new Set(cases).size, 3);
  assert.equal(new Random(1).next(), new Random(1).next());
});
