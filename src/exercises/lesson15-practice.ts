import { type Timer, type TimerOptions } from "../clock.ts";
import type { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { sleepOn } from "../sleep.ts";
import type { WaitOptions } from "../wait.ts";
import { Busy, type CrawlSite, Missing, type Page, type SitePage } from "./lesson15-site.ts";
import { watched } from "./unheard.ts";

/** One request for a page. Times in milliseconds. */
export interface Request {
  readonly address: string;
  readonly from: number;
  /** When it ended; undefined while it is open. */
  to?: number;
  ended?: "answered" | "busy" | "missing" | "given up";
}

/** More requests than any site here needs: a crawler that goes round in circles gets no answer any more. */
const mostRequests = 400;

/** A site on a simulated clock, which keeps a record of what a crawler does to it. */
export class PracticeSite implements CrawlSite {
  readonly requests: Request[] = [];
  /** What has been saved, in the order of saving. */
  readonly saved: { readonly address: string; readonly title: string; readonly at: number }[] = [];
  /** What was rejected without anybody listening. */
  readonly unheard: unknown[] = [];
  open = 0;
  saving = 0;
  /** The most requests that were open at once. */
  peak = 0;
  /** The most pages that were got and not saved yet. */
  mostInHand = 0;
  readonly #inHand = new Set<object>();
  readonly #handed = new Map<string, object>();
  readonly #pages: ReadonlyMap<string, SitePage>;
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  readonly #saveMs: number;

  constructor(
    pages: readonly SitePage[],
    {
      clock,
      random,
      saveMs = 10,
    }: { readonly clock: SimulatedClock; readonly random: Random; readonly saveMs?: number },
  ) {
    this.#pages = new Map(pages.map((page) => [page.address, page]));
    this.#clock = clock;
    this.#random = random;
    this.#saveMs = saveMs;
  }

  get(address: string, options?: WaitOptions): Promise<Page> {
    return this.#watched(this.#answer(address, options));
  }

  save(address: string, title: string, options?: WaitOptions): Promise<void> {
    return this.#watched(this.#keep(address, title, options));
  }

  /** How often a page was asked for. */
  asked(address: string): Request[] {
    return this.requests.filter((request) => request.address === address);
  }

  #watched<T>(promise: Promise<T>): Promise<T> {
    return watched(promise, this.#clock, (error) => this.unheard.push(error));
  }

  async #answer(address: string, options?: WaitOptions): Promise<Page> {
    const page = this.#pages.get(address) ?? { ms: 100, missing: true, title: "", links: [] };
    const request: Request = { address, from: this.#clock.now(), ended: "given up" };
    this.requests.push(request);
    if (this.requests.length > mostRequests) await new Promise(() => {});
    this.peak = Math.max(this.peak, (this.open += 1));
    try {
      await this.#clock.sleep(page.ms ?? 10 * this.#random.integer(5, 80), options);
      request.ended = this.#ending(address, page);
    } finally {
      request.to = this.#clock.now();
      this.open -= 1;
    }
    if (request.ended === "busy") throw new Busy(`${address} is busy`);
    if (request.ended === "missing") throw new Missing(`there is no ${address}`);
    return this.#hand(address, page);
  }

  #ending(address: string, { busy = 0, missing }: Partial<SitePage>): Request["ended"] {
    if (missing) return "missing";
    return this.asked(address).length <= busy ? "busy" : "answered";
  }

  #hand(address: string, { title, links }: Page): Page {
    const page = { title, links };
    this.#inHand.add(page);
    this.#handed.set(address, page);
    this.mostInHand = Math.max(this.mostInHand, this.#inHand.size);
    return page;
  }

  async #keep(address: string, title: string, options?: WaitOptions): Promise<void> {
    this.saving += 1;
    try {
      await this.#clock.sleep(this.#saveMs, options);
      this.saved.push({ address, title, at: this.#clock.now() });
    } finally {
      this.saving -= 1;
      this.#inHand.delete(this.#handed.get(address) ?? this);
    }
  }
}

/** More timers than any crawl here needs: who sets so many looks again and again for what never comes. */
const mostTimers = 100_000;

/** A simulated clock that knows which timers are set, and can be stopped for good. */
export class CountedClock extends SimulatedClock {
  readonly #set = new Set<Timer>();
  #count = 0;
  #isStopped = false;
  /** Called when far too many timers have been set. */
  onTooMany: () => void = () => {};

  /** How many timers are set that somebody waits for. */
  get timers(): number {
    return this.#set.size;
  }

  /** From now on nothing is called back any more: whatever still runs comes to rest. */
  stop(): void {
    this.#isStopped = true;
  }

  override sleep(ms: number, options?: WaitOptions): Promise<void> {
    return sleepOn(this, ms, options); // by a timer, which is counted
  }

  override callSoon(callback: () => void): void {
    super.callSoon(() => void (this.#isStopped || callback()));
  }

  override callLater(ms: number, callback: () => void, options?: TimerOptions): Timer {
    this.#count += 1;
    if (this.#count === mostTimers) this.onTooMany();
    const call = () => {
      this.#set.delete(counted);
      if (!this.#isStopped) callback();
    };
    const timer = super.callLater(ms, call, options);
    const counted: Timer = {
      cancel: () => {
        this.#set.delete(counted);
        timer.cancel();
      },
    };
    if (!options?.background) this.#set.add(counted);
    return counted;
  }
}
