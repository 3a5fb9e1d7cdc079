import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, platform, release } from "node:os";
import { pythonFor } from "./measure.ts";

/** Where and when the figures were taken: they are worth nothing without. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly python: string | undefined;
  readonly simpy: string | undefined;
  /** Processes that wanted to run, over the minute before the first measurement. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    system: `${platform()} ${release()}`,
    node: process.version,
    python: answerOf(pythonFor("queues.py"), "import platform; print(platform.python_version())"),
    simpy: answerOf(pythonFor("clock_simpy.py"), "import simpy; print(simpy.__version__)"),
    load: loadavg()[0] ?? 0,
  };
}

export function describe({ date, cpu, cores, system, node, python, simpy, load }: Machine): string {
  const versions = [`Node ${node}`, python && `Python ${python}`, simpy && `SimPy ${simpy}`];
  return [
    `${date.slice(0, 16).replace("T", " ")} UTC, ${versions.filter(Boolean).join(", ")}`,
    `${cores} cores of ${cpu}, ${system}, load ${load.toFixed(1)}`,
  ].join("\n");
}

function answerOf(program: string | undefined, question: string): string | undefined {
  if (program === undefined) return undefined;
  return spawnSync(program, ["-c", question], { encoding: "utf8" }).stdout.trim();
}
