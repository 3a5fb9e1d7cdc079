import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { DeadLetter, Job, JobQueue, JobRules, JobStats } from "../../src/job-queue.ts";

/** Where jobs go that have failed as often as they may: a queue of its own beside each. */
const deadQueue = (name: string): string => `${name}-dead`;

/** Makes a queue on the engine, with the queue for its dead letters. Leases are whole seconds, at least one. */
export async function createBossQueue(
  boss: PgBoss,
  name: string,
  { leaseSeconds, tries }: JobRules,
): Promise<void> {
  await boss.createQueue(deadQueue(name));
  const rules = { expireInSeconds: leaseSeconds, retryLimit: tries - 1, retryDelay: 0 };
  await boss.createQueue(name, { ...rules, deadLetter: deadQueue(name) });
}

/** How often a taker that finds nothing looks for leases that ran out. The engine itself looks once a second at most. */
const lookEveryMs = 500;

/** The adapter: a queue on pg-boss, as the lessons see it. */
export class BossQueue<T extends object> implements JobQueue<T> {
  readonly #boss: PgBoss;
  readonly #schema: string;
  readonly #name: string;
  #lookedAt = 0;

  constructor(boss: PgBoss, schema: string, name: string) {
    this.#boss = boss;
    this.#schema = schema;
    this.#name = name;
  }

  async put(data: T): Promise<string> {
    const id = await this.#boss.send(this.#name, data);
    if (id === null) throw new Error(`the engine did not take a job for ${this.#name}`);
    return id;
  }

  /** Puts many at once, in one transaction: all of them are kept, or none. */
  async putAll(all: readonly T[]): Promise<void> {
    await this.#boss.insert(
      this.#name,
      all.map((data) => ({ data })),
    );
  }

  async take(): Promise<Job<T> | undefined> {
    const job = await this.#fetch();
    if (job || Date.now() - this.#lookedAt < lookEveryMs) return job;
    this.#lookedAt = Date.now();
    await this.endLeases();
    return await this.#fetch();
  }

  async #fetch(): Promise<Job<T> | undefined> {
    const [job] = await this.#boss.fetch<T>(this.#name);
    return job && { id: job.id, data: job.data, attempt: job.retryCount + 1 };
  }

  /** Gives back the jobs whose lease has run out. pg-boss has a timer for this; we have none, so none is left behind. */
  async endLeases(): Promise<void> {
    await this.#boss.supervise(this.#name);
  }

  async done(job: Job<T>): Promise<boolean> {
    return settled(await this.#boss.complete(this.#name, attemptOf(job)));
  }

  async fail(job: Job<T>, why: string): Promise<boolean> {
    return settled(await this.#boss.fail(this.#name, attemptOf(job), { message: why }));
  }

  async deadLetters(): Promise<DeadLetter<T>[]> {
    const dead = await this.#boss.findJobs<T>(deadQueue(this.#name));
    dead.sort((a, b) => a.createdOn.getTime() - b.createdOn.getTime());
    return dead.map((job) => ({ data: job.data, why: reasonOf(job) }));
  }

  async stats(): Promise<JobStats> {
    const { rows } = await this.#boss
      .getDb()
      .executeSql(statsOf(this.#schema), [this.#name, deadQueue(this.#name)]);
    const [row] = rows as Record<keyof JobStats, string>[];
    const number = (key: keyof JobStats): number => Number(row?.[key] ?? 0);
    const [ready, leased, done] = [number("ready"), number("leased"), number("done")];
    return { ready, leased, done, dead: number("dead"), ageMs: number("ageMs") };
  }
}

/** With the attempt, so that a taker whose lease ran out settles nothing: this is the fence. */
const attemptOf = ({ id, attempt }: Job<unknown>): { id: string; retryCount: number } => ({
  id,
  retryCount: attempt - 1,
});

function settled(response: object): boolean {
  return "affected" in response && response.affected === 1;
}

function reasonOf({ sourceOutput }: JobWithMetadata<unknown>): string {
  const output = sourceOutput as { message?: string; value?: { message?: string } } | null;
  const why = output?.message ?? output?.value?.message ?? "";
  return why === "job timed out" ? "its lease ran out" : why;
}

/** The engine's own figures are up to a minute old; these are of now. */
const statsOf = (schema: string): string => `
  select count(*) filter (where name = $1 and state < 'active') as "ready",
    count(*) filter (where name = $1 and state = 'active') as "leased",
    count(*) filter (where name = $1 and state = 'completed') as "done",
    count(*) filter (where name = $2) as "dead",
    coalesce(1000 * extract(epoch from ${schema}.job_now()
      - min(created_on) filter (where name = $1 and state < 'active')), 0) as "ageMs"
  from ${schema}.job where name in ($1, $2)`;
