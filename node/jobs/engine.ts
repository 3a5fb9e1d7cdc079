import { randomBytes } from "node:crypto";
import { type Clock, PgBoss } from "pg-boss";
import type { JobRules } from "../../src/job-queue.ts";
import { BossQueue, createBossQueue } from "./boss-queue.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { dropStaleSchemas, markOwner, schemaPrefix, type Sql } from "./stale-schemas.ts";
import { EngineTrouble, serverUrl } from "./trouble.ts";

/** Where a queue engine is; what another process needs to reach it. */
export interface EngineAddress {
  readonly url: string;
  readonly schema: string;
}

export interface EngineOptions {
  /** The server to use; default: DATABASE_URL. If it is empty or not set, the embedded engine is used. */
  readonly url?: string | undefined;
  /** For the embedded engine; default: any that is free. */
  readonly port?: number;
  /** For the embedded engine: where its empty database is kept for the next start. */
  readonly cacheFolder?: string;
}

/**
 * Opens a queue engine: the server that DATABASE_URL names, in a new schema of its own, or else an embedded one, which
 * needs nothing installed. On a server it removes the schemas that killed runs on this machine have left behind. Rejects with an EngineTrouble that says what to do.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const url = options.url ?? process.env["DATABASE_URL"] ?? "";
  if (url !== "") {
    const schema = `${schemaPrefix}${randomBytes(6).toString("hex")}`;
    const server = serverUrl(url);
    const boss = await prepared({ url, schema }).catch((error: unknown) => {
      throw EngineTrouble.ofServer(server, error);
    });
    const sql: Sql = async (text, values) => await execute(boss, text, values);
    await markOwner(sql, schema);
    await dropStaleSchemas(sql);
    const drop = async (): Promise<void> =>
      void (await execute(boss, `drop schema ${schema} cascade`));
    return new Engine(boss, { url, schema }, drop);
  }
  const embedded = await startEmbedded({ ...options, schema: "interleave" });
  const address = { url: embedded.url, schema: "interleave" };
  try {
    return new Engine(await prepared(address), address, undefined, embedded);
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

/** Joins an engine that another process has opened. Closing it leaves the engine as it is. */
export async function joinEngine(address: EngineAddress): Promise<Engine> {
  return new Engine(await started(address, false), address);
}

/** A connection to a queue engine. */
export class Engine {
  readonly address: EngineAddress;
  readonly #boss: PgBoss;
  readonly #queues: BossQueue<object>[] = [];
  readonly #drop: (() => Promise<void>) | undefined;
  readonly #embedded: Embedded | undefined;
  #timeMoves = false;

  constructor(
    boss: PgBoss,
    address: EngineAddress,
    drop?: () => Promise<void>,
    embedded?: Embedded,
  ) {
    this.#boss = boss;
    this.address = address;
    this.#drop = drop;
    this.#embedded = embedded;
  }

  /** Whether it came with us, and is nobody's server. */
  get isEmbedded(): boolean {
    return this.#embedded !== undefined;
  }

  /** The processes that were started for it. */
  get processes(): readonly number[] {
    return this.#embedded ? [this.#embedded.pid] : [];
  }

  /** What it is, with its version. */
  async describe(): Promise<string> {
    const [row] = await this.sql("select version() as version");
    const version = /^PostgreSQL [\d.]+/.exec(String(row?.["version"]))?.[0] ?? "PostgreSQL";
    return this.isEmbedded ? `${version} inside of Node (PGlite)` : `${version}, a server`;
  }

  /** Makes a queue, or changes nothing if there is one of this name. */
  async createQueue<T extends object>(name: string, rules: JobRules): Promise<BossQueue<T>> {
    await createBossQueue(this.#boss, name, rules);
    return this.queue<T>(name);
  }

  /** A queue that was made before, here or in another process. */
  queue<T extends object>(name: string): BossQueue<T> {
    const queue = new BossQueue<T>(this.#boss, this.address.schema, name);
    this.#queues.push(queue);
    return queue;
  }

  /** One statement of SQL, in the engine's schema: `jobs.mine` if that is its name. Gives the rows. */
  async sql(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await execute(this.#boss, text, values);
  }

  /**
   * Moves the engine's clock forward, for all processes: jobs grow old and leases run out, and nobody has to wait for
   * it. For lessons and tests.
   */
  async passTime(seconds: number): Promise<void> {
    const { schema } = this.address;
    if (!this.#timeMoves) await execute(this.#boss, movableClock(schema));
    this.#timeMoves = true;
    await this.sql(`insert into ${schema}.time_passed values ($1)`, [seconds]);
    for (const queue of this.#queues) await queue.endLeases();
  }

  /** Ends the connection; and, for who opened it, removes all that was made there. */
  async close(): Promise<void> {
    try {
      await this.#drop?.();
    } finally {
      await this.#boss.stop({ graceful: false });
      await this.#embedded?.close();
    }
  }
}

/** Its timers keep no process alive, and no lesson waiting. */
const quietClock: Clock = {
  now: () => Date.now(),
  setTimeout: (fn, ms) => setTimeout(fn, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (fn, ms) => setInterval(fn, ms).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};

/** With its tables made. pg-boss goes on with that after it has started: another one does not, and leaves nothing behind. */
async function prepared(address: EngineAddress): Promise<PgBoss> {
  const maker = await started(address, true);
  await maker.stop({ graceful: false });
  return await started(address, false);
}

async function started({ url, schema }: EngineAddress, migrate: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    migrate,
    createSchema: migrate,
    max: 2,
    clock: quietClock,
    supervise: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    ...{ allowExitOnIdle: true }, // for the pool of connections inside
  });
  boss.on("error", () => {}); // the call that fails rejects; this would end the process
  try {
    return await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
}

async function execute(
  boss: PgBoss,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(text, values.length === 0 ? undefined : [...values]);
  return rows as Record<string, unknown>[];
}

/** pg-boss asks a function of its own what time it is. */
const movableClock = (schema: string): string => `
  create table if not exists ${schema}.time_passed (seconds double precision not null);
  create or replace function ${schema}.job_now() returns timestamptz language sql stable as $$
    select now() + interval '1 second' * (select coalesce(sum(seconds), 0) from ${schema}.time_passed)
  $$`;
