/** A job that somebody has taken. The lease on it ends by `done`, by `fail`, or when its time is over. */
export interface Job<T> {
  readonly id: string;
  readonly data: T;
  /** How often it has been taken, this time included: 1 for a job that nobody had before. */
  readonly attempt: number;
}

/** A job that has failed as often as it may. */
export interface DeadLetter<T> {
  readonly data: T;
  readonly why: string;
}

/** What there is to watch. */
export interface JobStats {
  /** Jobs that wait to be taken: the queue's depth. */
  readonly ready: number;
  /** Jobs that somebody has taken. */
  readonly leased: number;
  readonly done: number;
  readonly dead: number;
  /** For how long the job that has waited longest has existed, in milliseconds; 0 when none waits. */
  readonly ageMs: number;
}

/** What a queue promises about its jobs. */
export interface JobRules {
  /** How long a job belongs to whoever took it, in seconds; after that somebody else may take it. */
  readonly leaseSeconds: number;
  /** How often a job is taken before it becomes a dead letter. */
  readonly tries: number;
}

/**
 * A queue outside of the programs that use it. Delivery is at least once: a job whose taker is gone, or too slow, is
 * given to somebody else. All methods may wait for a server, and reject when it does not answer.
 */
export interface JobQueue<T> {
  /** Resolves when the job is kept: from then on it is not lost. Gives its id. */
  put(data: T): Promise<string>;
  /** Takes the oldest job that is ready, with a lease; undefined if there is none. Does not wait for one. */
  take(): Promise<Job<T> | undefined>;
  /** The job is done. False if its lease had run out and it is no longer the caller's: then nothing changes. */
  done(job: Job<T>): Promise<boolean>;
  /** The job has failed: it is ready again at once, or a dead letter after its last try. False as in `done`. */
  fail(job: Job<T>, why: string): Promise<boolean>;
  /** The jobs that have failed as often as they may, the oldest first. */
  deadLetters(): Promise<DeadLetter<T>[]>;
  stats(): Promise<JobStats>;
}
