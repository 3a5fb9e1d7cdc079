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
