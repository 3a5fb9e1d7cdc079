/** `npm run bench`: our queue and our clock beside their peers, in one run. */
import { writeFile } from "node:fs/promises";
import { Argument, InvalidArgumentError } from "commander";
import { chosen, titleOf } from "./bench/choose.ts";
import { measureAll } from "./bench/harness.ts";
import { describe, thisMachine } from "./bench/machine.ts";
import { inProcesses, pythonFor } from "./bench/measure.ts";
import { resultsOf } from "./bench/result.ts";
import { sizeFrom } from "./bench/size.ts";
import { tableOf } from "./bench/table.ts";
import { themes } from "./bench/themes.ts";
import { command, perform, wholeNumber } from "./lesson/command.ts";
import { Refused } from "./lesson/error.ts";

interface Flags {
  readonly root: string;
  readonly json?: string;
  readonly only?: RegExp;
  readonly quick?: boolean;
  readonly rounds?: number;
  readonly items?: number;
  readonly naps?: number;
}

await command(
  "bench",
  "Measure our queue and clock beside their peers. Takes a quarter of an hour on a quiet machine.",
)
  .option(
    "--quick",
    "half a minute: little work, one round, figures of cold code that compare nothing",
  )
  .option("--only <pattern>", 'what matches in "theme / scenario / contestant"', pattern)
  .option("--rounds <n>", "how often each is measured (default: 5)", wholeNumber(1))
  .option("--items <n>", "items through each queue (default: 1000000)", wholeNumber(1000))
  .option("--naps <n>", "sleeps of each of the 100,000 sleepers (default: 5)", wholeNumber(1))
  .option("--json <file>", "write all figures there")
  .addArgument(
    new Argument(
      "[what]",
      "the build beside nbconvert, lesson 15's jobs, the live cells, or a page beside its bare text, instead",
    ).choices(["build", "jobs", "live", "page"]),
  )
  .action(async (what: string | undefined, flags: Flags) => {
    await perform(async (signal) => {
      if (what === "build") return await measureBuild(flags, signal);
      if (what === "jobs") return await measureJobs(flags, signal);
      if (what === "live") return await measureLive(flags, signal);
      if (what === "page") return await measurePage(flags, signal);
      const { rounds, ...size } = sizeFrom(flags);
      const cells = chosen(cellsHere(size), flags.only);
      if (cells.length === 0) throw new Refused(`nothing matches ${String(flags.only?.source)}`);
      const machine = thisMachine();
      console.log(`${describe(machine)}\nmedians of ${rounds} rounds\n`);
      const { measure, stop } = await inProcesses(flags.root, signal);
      const measured = await measureAll(cells, { rounds, measure, starts: showProgress }).finally(
        stop,
      );
      clearProgress();
      const results = resultsOf(themes, measured);
      for (const theme of themes) {
        if (results.some((result) => result.theme === theme.id))
          console.log(`${tableOf(theme, results)}\n`);
      }
      await writeFigures(flags.json, { machine, rounds, size, results });
    });
  })
  .parseAsync();

async function writeFigures(file: string | undefined, figures: object): Promise<void> {
  if (file === undefined) return;
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`wrote ${file}`);
}

async function measureJobs(
  { rounds: asked, quick, only, json }: Flags,
  signal: AbortSignal,
): Promise<void> {
  const { benchJobs } = await import("./bench/jobs/bench-jobs.ts");
  const rounds = asked ?? (quick ? 1 : 5);
  const machine = thisMachine();
  console.log(`${describe(machine)}\nmedians of ${rounds} rounds`);
  const jobs = quick ? 20 : 200;
  const starts = showProgress;
  const { lines, results } = await benchJobs({ rounds, jobs, only, signal, starts });
  clearProgress();
  console.log(lines.join("\n"));
  await writeFigures(json, { machine, rounds, jobs, results });
}

async function measureLive({ rounds = 5, quick }: Flags, signal: AbortSignal): Promise<void> {
  const { benchLive } = await import("./bench/live/bench-live.ts");
  console.log(describe(thisMachine()));
  console.log((await benchLive({ rounds: quick ? 1 : rounds, signal })).join("\n"));
}

async function measurePage({ root, rounds = 5, quick }: Flags, signal: AbortSignal): Promise<void> {
  const { benchPage } = await import("./bench/page/bench-page.ts");
  const lines = await benchPage({ root, rounds: quick ? 1 : rounds, signal });
  console.log([describe(thisMachine()), ...lines].join("\n"));
}

async function measureBuild(
  { root, rounds = 5, quick }: Flags,
  signal: AbortSignal,
): Promise<void> {
  const { benchBuild } = await import("./bench/build/bench-build.ts");
  console.log(describe(thisMachine()));
  const starts = (name: string, round: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${round} ${name}`);
  };
  const lines = await benchBuild({ root, rounds: quick ? 1 : rounds, signal, starts });
  clearProgress();
  console.log(lines.join("\n"));
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "i");
  } catch {
    throw new InvalidArgumentError(`must be a regular expression, got ${text}.`);
  }
}

/** All that this machine can run; says what it lacks. */
function cellsHere(size: Parameters<(typeof themes)[number]["cells"]>[0]) {
  const cells = themes.flatMap((theme) => theme.cells(size));
  const runnable = cells.filter(({ python }) => python === undefined || pythonFor(python));
  const missing = new Set(
    cells.filter((cell) => !runnable.includes(cell)).map(({ contestant }) => contestant),
  );
  for (const name of missing) console.log(`${name} is left out: no python3 here has what it needs`);
  return runnable;
}

function showProgress(cell: Parameters<typeof titleOf>[0], done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done}/${all} ${titleOf(cell)}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}
