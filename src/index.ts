/** Everything that lessons import, by theme. The comment above a group is its title on the reference page. */

// Clocks
export { type Clock, type RunOptions, type Timer, type TimerOptions } from "./clock.ts";
export { SimulatedClock } from "./simulated-clock.ts";
export { RealClock } from "./real-clock.ts";

// Tasks
export { EventLoop, type EventLoopOptions } from "./loop.ts";
export { Task, type TaskState } from "./task.ts";
export { gather, Gathering, type Outcomes } from "./gather.ts";
export { TaskGroup } from "./task-group.ts";
export { timeout, Timeout } from "./timeout.ts";
export { waitFor } from "./wait-for.ts";
export { shield } from "./await-in-task.ts";
export { sleep } from "./sleep.ts";
export { type WaitOptions } from "./wait.ts";
export { type Signal } from "./host.ts";

// Queues
export { Queue, type QueueOptions } from "./queue.ts";
export { type Compare, type Store } from "./store.ts";
export { LifoQueue, PriorityQueue } from "./queue-variants.ts";

// Streams
export { buffer, mapLimit, merge } from "./streams.ts";
export { Flow, type FlowStep } from "./flow.ts";

// Locks
export { Semaphore } from "./semaphore.ts";
export { Lock } from "./lock.ts";
export { Event } from "./event.ts";

// When a service is slow, broken or overloaded
export { fullJitter, retry, type RetryOptions } from "./retry.ts";
export { Breaker, BreakerOpen, type BreakerOptions, type BreakerState } from "./breaker.ts";

// A web API under load
export { type Answer, City, type CityOptions, locationSeconds, type Place } from "./city.ts";
export { sunAnswer, sunSeconds, UnknownPlace } from "./city.ts";
export { type Ask, closedLoad, type LoadOptions, loadSummary, type LoadSummary } from "./load.ts";
export { openLoad, type Sample } from "./load.ts";

// Jobs outside of the program
export {
  type DeadLetter,
  type Job,
  type JobQueue,
  type JobRules,
  type JobStats,
} from "./job-queue.ts";
export { LeaseQueue } from "./lease-queue.ts";

// Errors
export {
  CancelledError,
  DeadlockError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  TimeoutError,
} from "./errors.ts";

// The course’s program
export { Random } from "./random.ts";
export { type Item, type Print, Report, seconds, silent } from "./report.ts";
export {
  asyncVersion,
  type Outcome,
  pause,
  type ProgramOptions,
  serviceMs,
  syncVersion,
} from "./program.ts";
export { type ModelInput, type ModelOutcome, pipelineModel, syncModel } from "./model.ts";
export { Heartbeat } from "./heartbeat.ts";
export { cyan, white, yellow } from "./colour.ts";

// Traces and numbers
export { Trace } from "./trace.ts";
export type { TraceRecord, Waker } from "./trace-record.ts";
export { type Wait } from "./wait-kinds.ts";
export {
  backlog,
  type Lane,
  lanesOf,
  type LaneState,
  type Role,
  type Segment,
  type Step,
} from "./lanes.ts";
export { type LittlesLaw, littlesLaw, responseTimes, utilisation } from "./metrics.ts";
export { amdahl } from "./amdahl.ts";
export { histogram, max, mean, median, min, quantile, sum } from "./stats.ts";

// Figures
export { timeline, type TimelineOptions } from "./timeline.ts";
export { timelineText } from "./timeline-text.ts";
export { type StopTimes } from "./timeline-stop.ts";
export { histogramFigure, type HistogramOptions } from "./histogram-figure.ts";
export { lineFigure, type LineFigureOptions, type Point, type Series } from "./line-figure.ts";
export {
  type Section,
  sectionsFigure,
  type SectionsOptions,
  sectionsText,
} from "./sections-figure.ts";
export { type LadderOptions, type LadderRun, percentileLadder } from "./percentile-ladder.ts";
export { type Band, type LoadRun, loadStrips, type LoadStripsOptions } from "./load-strips.ts";
export { responseStrips, type StripRun } from "./response-strips.ts";
export {
  type PutGet,
  queueRun,
  type QueueRunOptions,
  type QueueState,
  type QueueStep,
  type Schedule,
} from "./queue-run.ts";
export { queueStrip, type QueueStripOptions, queueStripText } from "./queue-strip.ts";
export {
  type Ending,
  type Lifetime,
  lifetimes,
  type LifetimesOptions,
  lifetimesOf,
  lifetimesText,
} from "./lifetimes.ts";
export { type LoopState, loopStrip, type LoopStripOptions, loopStripText } from "./loop-strip.ts";
export { flowFigure, type FlowFigureOptions, flowText } from "./flow-figure.ts";

// In a lesson
export { type Display, type Lesson, openLesson } from "./lesson.ts";
export { markdownTable, type Row } from "./table.ts";
export { type Exercise, failed, passed, type Verdict } from "./check.ts";
