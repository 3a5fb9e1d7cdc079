import type { Measured } from "../harness.ts";
import { median, noise, ratio } from "../statistics.ts";
import type { JobsWorkload } from "./measure-jobs.ts";

export interface JobsResult {
  readonly scenario: string;
  readonly contestant: string;
  readonly workload: JobsWorkload;
  /** Jobs per second, round by round. */
  readonly values: readonly number[];
  readonly median: number;
  /** Half the distance from least to most, as a part of the median. */
  readonly noise: number;
  /** How many times what one worker does on the same engine, by rounds. */
  readonly toOneWorker: number | undefined;
  /** How many times what as many workers do on the embedded engine, by rounds. */
  readonly toEmbedded: number | undefined;
}

export function jobsResults(measured: readonly Measured[]): JobsResult[] {
  const workloadOf = (cell: Measured): JobsWorkload => cell.workload as JobsWorkload;
  return measured.map((cell) => {
    const { scenario, contestant, values } = cell;
    const workload = workloadOf(cell);
    const times = (change: Partial<JobsWorkload>): number | undefined => {
      const wanted = JSON.stringify({ ...workload, ...change });
      const other = measured.find((one) => JSON.stringify(workloadOf(one)) === wanted);
      return other && ratio(values, other.values);
    };
    return {
      ...{ scenario, contestant, workload, values },
      ...{ median: median(values), noise: noise(values) },
      toOneWorker: times({ workers: 1 }),
      toEmbedded: times({ engine: "embedded" }),
    };
  });
}

/** A table for each kind of job. */
export function jobsTable(results: readonly JobsResult[]): string[] {
  const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
  return scenarios.flatMap((scenario) => [
    "",
    `${scenario}, jobs per second`.padEnd(40) + "÷ 1 worker  ÷ embedded     noise".padStart(34),
    ...results.filter((result) => result.scenario === scenario).map(row),
  ]);
}

function row({ contestant, median, toOneWorker, toEmbedded, noise, values }: JobsResult): string {
  const perSecond = median.toLocaleString("en", { maximumFractionDigits: median < 100 ? 1 : 0 });
  const within = values.length < 2 ? "–" : `±${(noise * 100).toFixed(0)} %`;
  return [
    contestant.padEnd(30),
    perSecond.padStart(8),
    times(toOneWorker).padStart(14),
    times(toEmbedded).padStart(12),
    within.padStart(10),
  ].join("");
}

const times = (ratio: number | undefined): string =>
  ratio === undefined ? "–" : `${ratio.toFixed(2)}×`;
