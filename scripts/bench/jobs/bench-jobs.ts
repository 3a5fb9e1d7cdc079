import { type Engine, EngineTrouble, openEngine } from "../../../node/jobs/index.ts";
import { Refused } from "../../lesson/error.ts";
import { chosen } from "../choose.ts";
import { measureAll } from "../harness.ts";
import type { Cell } from "../theme.ts";
import { type JobsResult, jobsResults, jobsTable } from "./jobs-table.ts";
import { type JobsWorkload, measureJobs } from "./measure-jobs.ts";

export interface JobsBench {
  readonly rounds: number;
  /** Jobs of 20 ms in each measurement; of empty jobs there are ten times as many. */
  readonly jobs: number;
  /** Which to measure, in "jobs / scenario / contestant"; left out: all. */
  readonly only?: RegExp | undefined;
  readonly signal: AbortSignal;
  /** Told before each measurement. */
  readonly starts: (cell: Cell, done: number, all: number) => void;
}

export interface JobsReport {
  readonly lines: readonly string[];
  readonly results: readonly JobsResult[];
}

/**
 * How many jobs in a second lesson 15's queue gives out and takes back, with 1, 2 and 4 workers: on the embedded engine
 * and, if DATABASE_URL names one, on the real server, in turn. Rejects with Refused where that server cannot be used.
 */
export async function benchJobs(options: JobsBench): Promise<JobsReport> {
  const { rounds, jobs, only, signal, starts } = options;
  const server = process.env["DATABASE_URL"] ?? "";
  const cells = chosen(jobCells(jobs, server !== ""), only);
  if (cells.length === 0) throw new Refused(`nothing matches ${String(only?.source)}`);
  const engines = await openEngines(server);
  try {
    const described = await Promise.all(engines.map(async (engine) => await engine.describe()));
    const measure = async (cell: Cell): Promise<number> => {
      const workload = cell.workload as JobsWorkload;
      const engine = engines.find((one) => one.isEmbedded === (workload.engine === "embedded"));
      if (!engine) throw new Error(`there is no engine for ${cell.contestant}`);
      return await measureJobs(engine, workload, signal);
    };
    const results = jobsResults(await measureAll(cells, { rounds, measure, starts }));
    const hint = server === "" ? ["", howToHaveBoth] : [];
    return { lines: [...described, ...jobsTable(results), ...hint], results };
  } finally {
    await Promise.all(engines.map(async (engine) => await engine.close()));
  }
}

const howToHaveBoth =
  "There is no real server here: DATABASE_URL is not set. " +
  "`.ci/with-postgres npm run bench -- jobs` starts one, of Debian's package postgresql.";

/** Empty jobs show what the engine takes for itself; those of 20 ms, what workers are for. */
const kinds = [
  { scenario: "empty jobs", workMs: 0, times: 10 },
  { scenario: "jobs of 20 ms", workMs: 20, times: 1 },
];

function jobCells(jobs: number, withServer: boolean): Cell[] {
  const engines = withServer ? (["embedded", "real"] as const) : (["embedded"] as const);
  return kinds.flatMap(({ scenario, workMs, times }) =>
    engines.flatMap((engine) =>
      [1, 2, 4].map((workers) =>
        jobCell(scenario, { engine, workers, jobs: jobs * times, workMs }),
      ),
    ),
  );
}

function jobCell(scenario: string, workload: JobsWorkload): Cell {
  const { engine, workers } = workload;
  const what = engine === "real" ? "real server" : engine;
  return {
    theme: "jobs",
    scenario,
    contestant: `${what}, ${workers} ${workers === 1 ? "worker" : "workers"}`,
    // What others are compared with, and is measured along with them.
    role: workers > 1 ? "variant" : engine === "embedded" ? "ours" : "floor",
    workload,
    python: undefined,
    mostRounds: Infinity,
  };
}

/** The real engine if there is an address, and the embedded one. */
async function openEngines(server: string): Promise<Engine[]> {
  if (server === "") return [await openEngine({ url: "" })];
  const real = await openEngine({ url: server }).catch((error: unknown) => {
    throw error instanceof EngineTrouble ? new Refused(error.message) : error;
  });
  try {
    return [await openEngine({ url: "" }), real];
  } catch (error) {
    await real.close();
    throw error;
  }
}
