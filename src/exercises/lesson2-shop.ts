import { type Exercise, failed, passed } from "../check.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

/** A shop where everything takes time. */
export interface Shop {
  /** Unlocks the door. The shop is open when this has settled. */
  open(): Promise<void>;
  /** Looks up a price, in cents. The shop must be open until it has been found. */
  priceOf(name: string): Promise<number>;
  /** Locks the door. The shop is closed when this has settled. */
  close(): Promise<void>;
}

/** Opens the shop, asks for a price, closes the shop, and gives a text such as "green tea: 340 cents". */
export type PriceTag = (shop: Shop, name: string) => Promise<string>;

export const priceTag: Exercise<PriceTag> = {
  id: "2.2",
  title: "three missing awaits",
  hints: [
    "Three calls give a promise. For each of them ask: what must not happen before it has settled?",
    "A promise in a text becomes [object Promise]: nobody has unpacked it. And a call whose result you do not need is over too early all the same: the door takes its time.",
    "One await before each of the three calls: shop.open(), shop.priceOf(name) and shop.close().",
  ],
  async judge(answer) {
    for (let seed = 1; seed <= 5; seed++) {
      const visit = new Visit(new Random(seed));
      const name = seed % 2 === 1 ? "green tea" : "black tea";
      const text = await visit.clock.run(() => answer(visit, name));
      const over = visit.clock.now();
      await visit.clock.sleep(2000); // what was not awaited ends in the picture too
      const wrong = visit.problem(over) ?? wrongText(text, `${name}: ${visit.price} cents`);
      if (wrong !== undefined) {
        return failed(wrong, timeline(visit.trace, { title: "A visit to the shop" }));
      }
    }
    return passed("open, ask, close, each when the one before was over, in 5 different shops");
  },
};

function wrongText(text: string, wanted: string): string | undefined {
  return text === wanted ? undefined : `it gives "${text}", and should give "${wanted}"`;
}

interface Interval {
  readonly from: number;
  to: number;
}

/** A shop that remembers when it was asked to do what. It never fails: a promise that nobody awaits must not reject. */
class Visit implements Shop {
  readonly clock = new SimulatedClock();
  readonly trace = new Trace(this.clock);
  readonly price: number;
  readonly #opened: Interval[] = [];
  readonly #asked: Interval[] = [];
  readonly #closed: Interval[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.price = random.integer(100, 900);
  }

  async open(): Promise<void> {
    await this.#takeTime("open", this.#opened);
  }

  async priceOf(): Promise<number> {
    await this.#takeTime("price", this.#asked);
    return this.price;
  }

  async close(): Promise<void> {
    await this.#takeTime("close", this.#closed);
  }

  /** The first thing that went wrong, in the order in which it happened. `over`: when the answer had settled. */
  problem(over: number): string | undefined {
    const [opened, secondOpened] = this.#opened;
    const [asked] = this.#asked;
    const [closed, secondClosed] = this.#closed;
    if (!opened || secondOpened) return "the shop should be opened once";
    if (!asked) return "nobody asked for the price";
    if (asked.from < opened.to) {
      return `the price is asked for at ${asked.from} ms, but the shop is open only at ${opened.to} ms`;
    }
    if (!closed || secondClosed) return "the shop should be closed once";
    const priceKnown = Math.max(...this.#asked.map(({ to }) => to));
    if (closed.from < priceKnown) {
      return `the door is being locked from ${closed.from} ms on, but the price is found only at ${priceKnown} ms`;
    }
    if (over < closed.to) {
      return `your function is over at ${over} ms, but the shop is closed only at ${closed.to} ms`;
    }
    return undefined;
  }

  async #takeTime(name: string, intervals: Interval[]): Promise<void> {
    const interval = { from: this.clock.now(), to: Infinity };
    intervals.push(interval);
    await this.trace.task(name, () => this.clock.sleep(this.#random.integer(1, 4) * 100));
    interval.to = this.clock.now();
  }
}
