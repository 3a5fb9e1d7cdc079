/** Nothing can run, no timer is left, and yet the program has not finished: its tasks wait for each other. */
export class DeadlockError extends Error {
  override readonly name = "DeadlockError";
}

/** `getNowait` found nothing to take. */
export class QueueEmpty extends Error {
  override readonly name = "QueueEmpty";
}

/** `putNowait` found no room. */
export class QueueFull extends Error {
  override readonly name = "QueueFull";
}

/** The queue takes no more items, or has given its last one. */
export class QueueShutDown extends Error {
  override readonly name = "QueueShutDown";
}

/**
 * Thrown inside a task where it waits when it is cancelled, and to all who await it. Let it pass, or
 * throw it on after cleaning up: to swallow it is to refuse to be cancelled.
 */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  /** What was given to `cancel`. */
  readonly reason: unknown;

  constructor(reason?: unknown) {
    const why = reason instanceof Error ? reason.message : reason;
    super(typeof why === "string" ? `the task was cancelled: ${why}` : "the task was cancelled");
    this.reason = reason;
  }
}

/** What should have been done by a deadline is not. Its `cause` is the CancelledError that ended it. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}
