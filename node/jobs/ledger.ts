import type { Engine } from "./engine.ts";

/** The world outside of the queue, on which jobs have their effect: a list to which each adds its number. */
export class Ledger {
  readonly #engine: Engine;
  readonly #table: string;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#table = `${engine.address.schema}.ledger`;
  }

  /** Makes the list, if there is none yet. */
  async create(): Promise<void> {
    await this.#engine.sql(
      `create table if not exists ${this.#table} (queue text not null, n int not null, key text unique)`,
    );
  }

  /** An effect. With a key, only the first with that key has one. */
  async add(queue: string, n: number, key?: string): Promise<void> {
    await this.#engine.sql(
      `insert into ${this.#table} values ($1, $2, $3) on conflict (key) do nothing`,
      [queue, n, key ?? null],
    );
  }

  /** How many effects each number of a queue's jobs had. */
  async effects(queue: string): Promise<Map<number, number>> {
    const rows = await this.#engine.sql(
      `select n, count(*)::int as effects from ${this.#table} where queue = $1 group by n order by n`,
      [queue],
    );
    return new Map(rows.map((row) => [Number(row["n"]), Number(row["effects"])]));
  }
}
