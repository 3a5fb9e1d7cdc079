/** Everything that lessons import, by theme. */

export { type Clock, type RunOptions, type Timer } from "./clock.ts";
export { SimulatedClock } from "./simulated-clock.ts";
export { RealClock } from "./real-clock.ts";

export { EventLoop } from "./loop.ts";
export { Task, type TaskState } from "./task.ts";
export { gather, Gathering } from "./gather.ts";
export { TaskGroup } from "./task-group.ts";
export { timeout, Timeout } from "./timeout.ts";
export { waitFor } from "./wait-for.ts";
export { shield } from "./await-in-task.ts";
export { type WaitOptions } from "./wait.ts";
export { sleep } from "./sleep.ts";
export { Queue, type QueueOptions, type Store } from "./queue.ts";
export { type Compare, LifoQueue, PriorityQueue } from "./queue-variants.ts";
export { Semaphore } from "./semaphore.ts";
export { Lock } from "./lock.ts";
export { Event } from "./event.ts";
export {
  CancelledError,
  DeadlockError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  TimeoutError,
} from "./errors.ts";

export { Random } from "./random.ts";
export { type Item, Report, seconds, silent } from "./report.ts";
export { asyncVersion, type Outcome, pause, serviceMs, syncVersion } from "./program.ts";
export { pipelineModel, syncModel } from "./model.ts";
export { Heartbeat } from "./heartbeat.ts";
export { cyan, white, yellow } from "./colour.ts";

export { Trace, type TraceRecord } from "./trace.ts";
export { backlog, type Lane, lanesOf } from "./lanes.ts";
export { littlesLaw, responseTimes, utilisation } from "./metrics.ts";
export { histogram, max, mean, median, min, quantile, sum } from "./stats.ts";
export { timeline } from "./timeline.ts";
export { timelineText } from "./timeline-text.ts";
export { histogramFigure } from "./histogram-figure.ts";
export { lineFigure, type Series } from "./line-figure.ts";
export { responseStrips } from "./response-strips.ts";
export {
  type PutGet,
  queueRun,
  type QueueState,
  type QueueStep,
  type Schedule,
} from "./queue-run.ts";
export { queueStrip, queueStripText } from "./queue-strip.ts";

export { type Display, openLesson } from "./lesson.ts";
export { markdownTable, type Row } from "./table.ts";
export { type Exercise, failed, passed, type Verdict } from "./check.ts";
