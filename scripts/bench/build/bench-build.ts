import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { which } from "zx";
import { Refused } from "../../lesson/error.ts";
import { median } from "../statistics.ts";
import { contestants, type Name } from "./contestants.ts";
import { coldShare, cpuOf, gateLines, peakOf } from "./gates.ts";
import { takenBy, type Taken } from "./measured-process.ts";
import { profileOfCold } from "./profile.ts";
import { copyOf, type Project } from "./project.ts";

/** What we aim at; where it is missed, the profile says what remains. */
const aim = 1 / 8;

export interface BuildBench {
  readonly root: string;
  readonly rounds: number;
  readonly signal: AbortSignal;
  /** Told before each measurement. */
  readonly starts: (name: string, round: number) => void;
}

/** Measures our build beside nbconvert, round by round, on a copy of the project. Gives the lines of the report. */
export async function benchBuild(options: BuildBench): Promise<string[]> {
  if (which.sync("jupyter-nbconvert", { nothrow: true }) === null) {
    throw new Refused(
      "nbconvert is what the build is measured against: apt-get install jupyter-nbconvert",
    );
  }
  const project = await copyOf(options.root);
  try {
    const notebooks = await notebooksIn(project.root);
    const figures = await measure(project, notebooks, options);
    const table = names.map((name) => row(contestants[name].name, figures[name]));
    const remains = coldShare(figures) > aim ? await profileLines(project) : [];
    return [
      `CPU seconds with all children, medians of ${options.rounds}; ${notebooks.length} notebooks`,
      ...["", ...table, "", ...gateLines(figures), ...remains],
    ];
  } finally {
    await project.remove();
  }
}

const names = Object.keys(contestants) as Name[];

async function measure(
  project: Project,
  notebooks: readonly string[],
  { rounds, signal, starts }: BuildBench,
): Promise<Record<Name, Taken[]>> {
  const figures = Object.fromEntries(names.map((name) => [name, [] as Taken[]]));
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      signal.throwIfAborted();
      starts(contestants[name].name, round);
      await contestants[name].prepare(project, round);
      const argv = contestants[name].argv(project, notebooks);
      figures[name]?.push(await takenBy(argv, project.root, project.env));
    }
  }
  return figures as Record<Name, Taken[]>;
}

async function notebooksIn(root: string): Promise<string[]> {
  const lessons = (await readdir(join(root, "notebooks"))).filter((file) =>
    file.endsWith(".ipynb"),
  );
  return [
    ...lessons.sort().map((file) => join(root, "notebooks", file)),
    join(root, "scripts/site/asyncio/asyncio.ipynb"),
  ];
}

function row(name: string, taken: readonly Taken[]): string {
  const cpu = median(cpuOf(taken)).toFixed(2).padStart(8);
  return `${name.padEnd(40)}${cpu} s   ${String(Math.round(peakOf(taken))).padStart(5)} MB at most`;
}

async function profileLines(project: Project): Promise<string[]> {
  const lines = await profileOfCold(project);
  return [
    "",
    "what remains of the cold build (more than 1/8): time by process and package",
    ...lines,
  ];
}
