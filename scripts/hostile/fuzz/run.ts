/**
 * For the fuzz test, and to play a failure again: `npx tsx scripts/hostile/fuzz/run.ts <first seed> [how many]`.
 * Prints each seed before it is tried, so that whoever listens knows which one hangs, and ends with a summary as JSON.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { caseOf } from "./case-of.ts";
import { createJudge } from "./judge.ts";
import { piecesOf } from "./pieces.ts";

const [first = 0, many = 1] = process.argv.slice(2).map(Number);
const pieces = piecesOf(join(import.meta.dirname, "../../../notebooks"));
const judge = await createJudge();
const counts = { refused: 0, rendered: 0 };
let slowest = { seed: 0, cpuMs: 0 };

for (let seed = first; seed < first + many; seed += 1) {
  writeSync(1, `${seed}\n`);
  const bytes = caseOf(seed, pieces);
  const before = process.cpuUsage();
  try {
    counts[judge(bytes)] += 1;
  } catch (error) {
    const shown = many === 1 ? `\n${Buffer.from(bytes).toString()}` : "";
    console.error(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}${shown}`);
    process.exit(1);
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  if (cpuMs > slowest.cpuMs) slowest = { seed, cpuMs };
}
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ ...counts, slowest, cpuSeconds: (user + system) / 1e6 }));
