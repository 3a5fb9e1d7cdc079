import { backlogs, cancellations, memory, traces } from "./comparisons.ts";
import { queues } from "./scenarios.ts";
import type { Theme } from "./theme.ts";
import { clocks, growth } from "./wakes.ts";

export const themes: readonly Theme[] = [
  queues,
  backlogs,
  cancellations,
  clocks,
  growth,
  memory,
  traces,
];
