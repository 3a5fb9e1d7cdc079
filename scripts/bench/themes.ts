import { backlogs, cancellations, clocks, growth, memory, traces } from "./comparisons.ts";
import { queues } from "./scenarios.ts";
import type { Theme } from "./theme.ts";

export const themes: readonly Theme[] = [
  queues,
  backlogs,
  cancellations,
  clocks,
  growth,
  memory,
  traces,
];
