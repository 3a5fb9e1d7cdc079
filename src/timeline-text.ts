import { backlog, covered, endOf, itemPaths, type Lane, lanesOf } from "./lanes.ts";
import { seconds } from "./report.ts";
import { max, median, min } from "./stats.ts";
import type { Trace } from "./trace.ts";

/** What a timeline shows, in sentences: for who cannot see it, and for a terminal. */
export function timelineText(trace: Trace): string {
  const end = endOf(trace);
  const lanes = lanesOf(trace, end);
  const tasks = lanes.length === 1 ? "1 task" : `${lanes.length} tasks`;
  return [
    `${tasks} over ${seconds(end)} seconds.`,
    ...lanes.map((lane) => laneText(lane)),
    ...itemsText(trace),
  ].join(" ");
}

function laneText({ name, segments }: Lane): string {
  const first = segments[0]?.from ?? 0;
  const last = Math.max(...segments.map((segment) => segment.to));
  const spent = (["running", "sleeping", "waiting", "waiting for room"] as const)
    .map((state) => ({
      state: state === "running" ? "holding the thread" : state,
      ms: covered(segments.filter((segment) => segment.state === state)),
    }))
    .filter(({ ms }) => ms > 0)
    .map(({ state, ms }) => `${seconds(ms)} s ${state}`);
  return `${name}: from ${seconds(first)} to ${seconds(last)} s, ${spent.join(", ")}.`;
}

function itemsText(trace: Trace): string[] {
  const responses = itemPaths(trace).map((path) => path.processedAt - path.madeAt);
  if (responses.length === 0) return [];
  const range = `${seconds(min(responses))} to ${seconds(max(responses))} s`;
  const deepest = max(backlog(trace).map((step) => step.value));
  return [
    `${responses.length} items; response times ${range}, median ${seconds(median(responses))} s.`,
    `At most ${deepest} ${deepest === 1 ? "item" : "items"} waiting at once.`,
  ];
}
