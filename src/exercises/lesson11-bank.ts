import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { DeadlockError } from "../errors.ts";
import { Lock } from "../lock.ts";
import { EventLoop } from "../loop.ts";
import { Random } from "../random.ts";
import { type Section, sectionsFigure } from "../sections-figure.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { sum } from "../stats.ts";
import { TaskGroup } from "../task-group.ts";
import { timeline } from "../timeline.ts";

/** From whose account, to whose. */
export type Pair = readonly [from: string, to: string];

const opening = 100;

/** The bank of lesson 11, with a lock for each account. Its transfers are not safe by themselves. */
export class Bank {
  readonly clock = new SimulatedClock();
  readonly balance = new Map<string, number>();
  readonly sections: Section[] = [];
  readonly #locks = new Map<string, Lock>();
  readonly #random: Random;

  /** From the seed follows how long each transfer takes. */
  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** The lock of an account, the same for the same name. */
  lockOf(name: string): Lock {
    const lock = this.#locks.get(name) ?? new Lock({ name });
    this.#locks.set(name, lock);
    return lock;
  }

  /** Reads two balances, is away for 1 to 9 milliseconds, and writes both. */
  async transfer(names: Pair, amount: number): Promise<void> {
    const read = names.map((name) => this.balance.get(name) ?? opening);
    const from = this.clock.now();
    await this.clock.sleep(this.#random.integer(1, 9));
    for (const [i, on] of names.entries()) {
      const before = read[i] ?? opening;
      const after = before + (i === 0 ? -amount : amount);
      const broken = (this.balance.get(on) ?? opening) !== before;
      this.balance.set(on, after);
      const label = `${before} → ${after}`;
      this.sections.push({ on, label, from, to: this.clock.now(), broken });
    }
  }
}

/** Transfers an amount safely, with the locks of the bank. */
export type Transfer = (bank: Bank, names: Pair, amount: number) => Promise<void>;

/** A transfer that begins at `at`. */
interface Order {
  readonly at: number;
  readonly names: Pair;
  readonly amount: number;
}

const order = (at: number, from: string, to: string): Order => ({
  at,
  names: [from, to],
  amount: 10,
});

const schedules = 500;

export const transfer: Exercise<Transfer> = {
  id: "11.3",
  title: "small locks, in one order",
  hints: [
    "A transfer reads and writes two accounts. Is it enough to lock one of them?",
    "If one transfer locks Ann, then Bob, and another one Bob, then Ann, each may wait for the other. In which order could both take them?",
    "const [first, second] = from < to ? [from, to] : [to, from]; then withLock of the second inside withLock of the first.",
  ],
  async judge(answer) {
    const small = [
      [order(0, "Ann", "Bob")],
      [order(0, "Ann", "Bob"), order(0, "Ann", "Cem")],
      [order(0, "Ann", "Cem"), order(0, "Bob", "Cem")],
      [order(0, "Ann", "Bob"), order(0, "Bob", "Ann")],
      [order(0, "Ann", "Bob"), order(0, "Bob", "Cem"), order(0, "Cem", "Ann")],
    ];
    for (const orders of small) {
      const verdict = await judgeOrders(answer, orders, 0);
      if (!verdict.passed) return verdict;
    }
    const apart = await judgeIndependent(answer);
    if (!apart.passed) return apart;
    for (let seed = 1; seed <= schedules; seed += 1) {
      const orders = drawn(new Random(seed));
      const verdict = await judgeOrders(answer, orders, seed);
      if (!verdict.passed) return await smallestFailure(answer, orders, seed, verdict);
    }
    return passed(`no update is lost and nobody is stuck, in ${schedules} schedules`);
  },
};

const people = ["Ann", "Bob", "Cem", "Dee"];

function drawn(random: Random): Order[] {
  return Array.from({ length: random.integer(3, 7) }, () => {
    const from = random.integer(0, 3);
    const to = (from + random.integer(1, 3)) % 4;
    const names: Pair = [people[from] ?? "", people[to] ?? ""];
    return { at: random.integer(0, 15), names, amount: random.integer(1, 50) };
  });
}

const inWords = (orders: readonly Order[]): string =>
  orders.map(({ at, names: [from, to] }) => `${from} to ${to} at ${at} ms`).join(", ");

async function runOrders(answer: Transfer, orders: readonly Order[], seed: number) {
  const bank = new Bank(seed);
  const loop = new EventLoop({ clock: bank.clock });
  let tooEarly = false;
  const one = async ({ at, names, amount }: Order) => {
    await bank.clock.sleep(at);
    const before = bank.sections.length;
    await answer(bank, names, amount);
    tooEarly ||= bank.sections.length === before;
  };
  const main = async () => {
    await new TaskGroup().run((group) => {
      for (const each of orders) {
        const [from, to] = each.names;
        group.createTask(() => one(each), { name: `${from} to ${to}` });
      }
    });
  };
  const stuck = await loop.runUntilComplete(main).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof DeadlockError)) throw error;
      return loop.trace.blocked().filter((line) => line.includes("waits for the lock"));
    },
  );
  return { bank, loop, stuck, tooEarly };
}

/** Leaves out one transfer after the other, for as long as it still fails. */
async function smallestFailure(
  answer: Transfer,
  orders: readonly Order[],
  seed: number,
  verdict: Verdict,
): Promise<Verdict> {
  for (const leftOut of orders.keys()) {
    const fewer = orders.filter((_, i) => i !== leftOut);
    const smaller = await judgeOrders(answer, fewer, seed);
    if (!smaller.passed) return await smallestFailure(answer, fewer, seed, smaller);
  }
  return verdict;
}

async function judgeOrders(
  answer: Transfer,
  orders: readonly Order[],
  seed: number,
): Promise<Verdict> {
  const { bank, loop, stuck, tooEarly } = await runOrders(answer, orders, seed);
  const story = inWords(orders);
  if (stuck !== undefined) {
    const why = `a deadlock: ${stuck.join("; ")}`;
    return failed(`${story}: ${why}`, timeline(loop.trace, { title: "A deadlock" }));
  }
  const figure = sectionsFigure(bank.sections, { title: "The transfers" });
  if (bank.sections.length !== 2 * orders.length) {
    return failed(`${story}: not every transfer is made once`, figure);
  }
  const lost = bank.sections.find(({ broken }) => broken);
  if (lost) return failed(`${story}: an update of ${lost.on}'s account is lost`, figure);
  if (tooEarly) return failed(`${story}: it returns before the transfer is made`, figure);
  const wrong = [...bank.balance].find(([name, money]) => money !== expected(name, orders));
  if (!wrong) return passed("");
  const [name, money] = wrong;
  const due = expected(name, orders);
  return failed(`${story}: ${name} has ${money}, and should have ${due}`, figure);
}

const expected = (name: string, orders: readonly Order[]): number =>
  opening +
  sum(
    orders.map(({ names: [from, to], amount }) =>
      from === name ? -amount : to === name ? amount : 0,
    ),
  );

/** Transfers that have nothing to do with each other must not wait for each other. */
async function judgeIndependent(answer: Transfer): Promise<Verdict> {
  const orders = [order(0, "Ann", "Bob"), order(0, "Cem", "Dee")];
  const { bank } = await runOrders(answer, orders, 0);
  if (bank.sections.every(({ from }) => from === 0)) return passed("");
  const figure = sectionsFigure(bank.sections, { title: "The transfers" });
  return failed(`${inWords(orders)}: one waits for the other, without need`, figure);
}
