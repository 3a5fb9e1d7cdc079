import { backlog, covered, endOf, itemPaths, type Lane, lanesOf } from "./lanes.ts";
import { sum } from "./stats.ts";
import type { Trace } from "./trace.ts";

/** How long each item waited from being made until its processing began, in milliseconds, in the order of processing. */
export function responseTimes(trace: Trace): number[] {
  return itemPaths(trace).map((path) => Math.round((path.processedAt - path.madeAt) * 1000) / 1000);
}

/** The share of the whole run, from 0 to 1, that a task did not spend waiting for others. Throws RangeError for an unknown name. */
export function utilisation(trace: Trace, name: string): number {
  const lane = laneNamed(trace, name);
  const waiting = lane.segments.filter(({ state }) => state.startsWith("waiting"));
  const end = endOf(trace);
  return (end - covered(waiting)) / end;
}

/** The three quantities of Little's law, L = λ·W, each measured on its own. */
export interface LittlesLaw {
  /** L: how many items wait, on average over time. */
  readonly itemsWaiting: number;
  /** λ: items that arrive per second. */
  readonly arrivalsPerSecond: number;
  /** W: how long an item waits, on average, in seconds. */
  readonly secondsWaiting: number;
}

/** Measures L as the area below the backlog, λ by counting, W as the mean response time. */
export function littlesLaw(trace: Trace): LittlesLaw {
  const end = endOf(trace);
  const steps = backlog(trace);
  const area = sum(steps.map(({ at, value }, i) => value * ((steps[i + 1]?.at ?? end) - at)));
  const responses = responseTimes(trace);
  return {
    itemsWaiting: area / end,
    arrivalsPerSecond: responses.length / (end / 1000),
    secondsWaiting: sum(responses) / responses.length / 1000,
  };
}

function laneNamed(trace: Trace, name: string): Lane {
  const lanes = lanesOf(trace);
  const lane = lanes.find((one) => one.name === name);
  if (!lane) {
    const known = lanes.map((one) => one.name).join(", ");
    throw new RangeError(`no task of this trace is called ${name}; there are: ${known}`);
  }
  return lane;
}
