import { DeadlockError } from "../errors.ts";
import type { Section } from "../sections-figure.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** Calls a body when it may be inside, and gives what that gives. */
export type Gate = (body: () => Promise<string>) => Promise<string>;

/** Somebody who comes at `at` (0 if left out), stays inside for `ms`, and may fail there. */
export interface Caller {
  readonly at?: number;
  readonly ms: number;
  readonly fails?: boolean;
  /** How many others come, one microtask after the other, while this one is leaving. */
  readonly newcomers?: number;
}

/** One schedule of callers at a gate, and what was seen of it. */
export class GateRun {
  readonly permits: number;
  readonly sections: Section[] = [];
  readonly called: string[] = [];
  readonly entered: string[] = [];
  readonly complaints: string[] = [];
  /** Whether the last one who left did so by an error. */
  lastFailed = false;
  /** Whether somebody had to wait although there was room. */
  idle = false;
  readonly #clock = new SimulatedClock();
  readonly #gate: Gate;
  readonly #late: Promise<void>[] = [];
  #inside = 0;
  #freeAt = 0;

  constructor(gate: Gate, permits: number) {
    this.#gate = gate;
    this.permits = permits;
  }

  /** Ends when all callers have left, or when nobody can get on. */
  async of(callers: readonly Caller[]): Promise<void> {
    const main = async () => {
      await Promise.all(
        callers.map(async (caller) => {
          await this.#clock.sleep(caller.at ?? 0);
          await this.#call(caller);
        }),
      );
      for (const one of this.#late) await one;
    };
    await this.#clock.run(main).catch((error: unknown) => {
      if (!(error instanceof DeadlockError)) throw error;
    });
  }

  async #call(caller: Caller): Promise<void> {
    const cameAt = this.#clock.now();
    const hasRoom = this.entered.length === this.called.length && this.#inside < this.permits;
    const name = `caller ${this.called.length + 1}`;
    this.called.push(name);
    const body = () => {
      const from = this.#clock.now();
      this.idle ||= from > (hasRoom ? cameAt : Math.max(cameAt, this.#freeAt));
      return this.#stay(name, caller);
    };
    const result = await this.#gate(body).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    const wanted = caller.fails ? `${name} fails` : name;
    if (result !== wanted) {
      this.complaints.push(`${name} gets "${String(result)}", and should get "${wanted}"`);
    }
  }

  async #stay(label: string, { ms, fails = false, newcomers = 0 }: Caller): Promise<string> {
    const from = this.#clock.now();
    this.entered.push(label);
    this.#inside += 1;
    const broken = this.#inside > this.permits;
    if (ms > 0) await this.#clock.sleep(ms);
    this.#inside -= 1;
    this.#freeAt = this.#clock.now();
    this.sections.push({ on: "inside", label, from, to: this.#freeAt, broken });
    this.lastFailed = fails;
    for (let hops = 0; hops < newcomers; hops += 1) this.#late.push(this.#comeLate(hops));
    if (fails) throw new Error(`${label} fails`);
    return label;
  }

  /** So many microtasks from now: in one of them the place is just being passed on. */
  async #comeLate(hops: number): Promise<void> {
    for (let i = 0; i < hops; i += 1) await Promise.resolve();
    await this.#call({ ms: 1 });
  }
}
