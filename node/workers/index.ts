/** What lesson 14 imports: threads, a pool of them, and what is measured with them. */
export { coreLanes, type CoreRun } from "./core-lanes.ts";
export { type Lag, measureLag } from "./loop-lag.ts";
export { type JobOptions, Pool, type Span, withPool } from "./pool.ts";
export { roots, type Stretch } from "./tasks.ts";
export { Thread, ThreadDied, threadFile } from "./thread.ts";
export { watchThreads } from "./threads-alive.ts";
