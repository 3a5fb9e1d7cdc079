import { host } from "../host.ts";
import { EventLoop } from "../loop.ts";
import { Random } from "../random.ts";
import type { Trace } from "../trace.ts";
import { CountedClock, PracticeSite } from "./lesson15-practice.ts";
import type { Crawl, Entry, SitePage } from "./lesson15-site.ts";
import { WatchedStop } from "./stop-signal.ts";
import { onUnhandled } from "./unheard.ts";

/** A site that a crawler is sent to, and what happens there. Times in milliseconds. */
export interface CrawlCase {
  /** The site, in words. */
  readonly site: string;
  /** What is looked at in particular. */
  readonly about: "plain" | "wide" | "missing" | "busy" | "slow" | "store" | "stop";
  /** The crawl starts at the first. */
  readonly pages: readonly SitePage[];
  readonly seed?: number;
  readonly saveMs?: number;
  /** When the stop button is pressed. */
  readonly stopAt?: number;
}

/** What a crawler did to a site, and what it left behind. */
export interface CrawlRun {
  readonly of: CrawlCase;
  readonly site: PracticeSite;
  readonly trace: Trace;
  /** Undefined if it threw, or did not end. */
  readonly report: readonly Entry[] | undefined;
  readonly threw: unknown;
  /** Undefined if it did not end. */
  readonly endedAt: number | undefined;
  /** What was there when it ended, and should not be. */
  readonly left: readonly string[];
  readonly unheard: readonly unknown[];
}

/** Longer than any crawl takes that ends at all. */
const longestMs = 600_000;

/** Sends a crawler to a site, and waits until all that it started has ended, or would never end. */
export async function runCrawl(crawl: Crawl, of: CrawlCase): Promise<CrawlRun> {
  const clock = new CountedClock();
  const loop = new EventLoop({ clock });
  const { trace } = loop;
  const random = new Random(of.seed ?? 1);
  const site = new PracticeSite(of.pages, { ...of, clock, random: random.stream(1) });
  const stop = new WatchedStop();
  const press = () => stop.abort(new Error("stopped"));
  if (of.stopAt === 0) press();
  else if (of.stopAt !== undefined) clock.callLater(of.stopAt, press, { background: true });
  const ran = { report: undefined, threw: undefined, endedAt: undefined, left: [] };
  const seen: Partial<CrawlRun> = {};
  const main = async () => {
    const start = of.pages[0]?.address ?? "";
    const tools = { clock, random: random.stream(2), site, stop: stop.signal };
    await crawl(start, tools).then(
      (report) => Object.assign(seen, { report: [...report] }),
      (threw: unknown) => Object.assign(seen, { threw }),
    );
    const left = leftovers({ trace, site, timers: clock.timers - 1, listeners: stop.listeners });
    Object.assign(seen, { endedAt: clock.now(), left });
  };
  const unheard: unknown[] = [];
  const forget = onUnhandled((error) => unheard.push(error));
  const tooMany = new Promise<void>((resolve) => (clock.onTooMany = resolve));
  const ended = loop.runUntilComplete(main).catch(() => {}); // a deadlock: it has not ended
  await Promise.race([clock.sleep(longestMs), tooMany]);
  clock.stop();
  await new Promise<void>((resolve) => host.setTimeout(resolve, 1)); // the platform reports what was unheard
  forget();
  if (seen.endedAt !== undefined) await ended;
  return { ...ran, ...seen, of, site, trace, unheard: [...new Set([...unheard, ...site.unheard])] };
}

interface State {
  readonly trace: Trace;
  readonly site: PracticeSite;
  readonly timers: number;
  readonly listeners: number;
}

function leftovers({ trace, site, timers, listeners }: State): string[] {
  const count = (type: string) => trace.records.filter((record) => record.type === type).length;
  const tasks = count("task-started") - count("task-ended") - 1; // but for the one that asks
  const all = [
    [site.open, "request"],
    [site.saving, "save"],
    [tasks, "task"],
    [timers - site.open - site.saving, "timer"],
    [listeners, "listener at the stop button"],
  ] as const;
  const found = all.flatMap(([many, what]) =>
    many > 0 ? [`${many} ${what}${many > 1 ? "s" : ""}`] : [],
  );
  return found.length > 0 ? found : trace.blocked();
}
