import type { Clock } from "./clock.ts";
import type { DeadLetter, Job, JobQueue, JobRules, JobStats } from "./job-queue.ts";

interface Kept<T> {
  readonly id: string;
  readonly data: T;
  readonly putAt: number;
  state: "ready" | "leased" | "done" | "dead";
  attempt: number;
  leaseEnds: number;
  why: string;
}

/**
 * A queue engine as a model: the same promises as the real one keeps, in memory and on any clock. It tells what leases,
 * tries and fencing do, and nothing about the time that a server takes.
 */
export class LeaseQueue<T> implements JobQueue<T> {
  readonly #clock: Pick<Clock, "now">;
  readonly #leaseMs: number;
  readonly #tries: number;
  readonly #jobs: Kept<T>[] = [];

  constructor({ clock, leaseSeconds, tries }: JobRules & { readonly clock: Pick<Clock, "now"> }) {
    if (!(leaseSeconds > 0))
      throw new RangeError(`leaseSeconds must be over 0, got ${leaseSeconds}`);
    if (!(tries >= 1)) throw new RangeError(`tries must be at least 1, got ${tries}`);
    this.#clock = clock;
    this.#leaseMs = leaseSeconds * 1000;
    this.#tries = tries;
  }

  put(data: T): Promise<string> {
    const id = `job ${this.#jobs.length + 1}`;
    const times = { putAt: this.#clock.now(), leaseEnds: 0 };
    this.#jobs.push({ id, data, ...times, state: "ready", attempt: 0, why: "" });
    return Promise.resolve(id);
  }

  take(): Promise<Job<T> | undefined> {
    this.#endLeases();
    const next = this.#jobs.find(({ state }) => state === "ready");
    if (!next) return Promise.resolve(undefined);
    next.state = "leased";
    next.attempt += 1;
    next.leaseEnds = this.#clock.now() + this.#leaseMs;
    return Promise.resolve({ id: next.id, data: next.data, attempt: next.attempt });
  }

  done(job: Job<T>): Promise<boolean> {
    const kept = this.#heldAs(job);
    if (kept) kept.state = "done";
    return Promise.resolve(kept !== undefined);
  }

  fail(job: Job<T>, why: string): Promise<boolean> {
    const kept = this.#heldAs(job);
    if (kept) this.#giveBack(kept, why);
    return Promise.resolve(kept !== undefined);
  }

  deadLetters(): Promise<DeadLetter<T>[]> {
    this.#endLeases();
    const dead = this.#jobs.filter(({ state }) => state === "dead");
    return Promise.resolve(dead.map(({ data, why }) => ({ data, why })));
  }

  stats(): Promise<JobStats> {
    this.#endLeases();
    const count = (wanted: Kept<T>["state"]): number =>
      this.#jobs.filter(({ state }) => state === wanted).length;
    const oldest = this.#jobs.find(({ state }) => state === "ready");
    return Promise.resolve({
      ready: count("ready"),
      leased: count("leased"),
      done: count("done"),
      dead: count("dead"),
      ageMs: oldest ? this.#clock.now() - oldest.putAt : 0,
    });
  }

  #endLeases(): void {
    const now = this.#clock.now();
    for (const job of this.#jobs) {
      if (job.state === "leased" && job.leaseEnds < now) this.#giveBack(job, "its lease ran out");
    }
  }

  /** The fence: a job belongs to its last taker only, and only while nobody has given it back. */
  #heldAs({ id, attempt }: Job<T>): Kept<T> | undefined {
    this.#endLeases();
    return this.#jobs.find(
      (job) => job.id === id && job.state === "leased" && job.attempt === attempt,
    );
  }

  #giveBack(job: Kept<T>, why: string): void {
    job.state = job.attempt < this.#tries ? "ready" : "dead";
    job.why = why;
  }
}
