import type { Crawl, Entry, SitePage } from "../../src/exercises/lesson15-site.ts";
import { EventLoop, Random, RealClock, type Signal } from "../../src/index.ts";
import { startHosts } from "./hosts.ts";
import { WebSite } from "./web-site.ts";

/** What came of a crawl over real hosts. */
export interface HostsCrawled {
  /** Undefined if the crawler threw. */
  readonly report: readonly Entry[] | undefined;
  readonly threw: unknown;
  readonly site: WebSite;
  /** On how many requests the hosts worked at once, at most, and when the crawler returned. */
  readonly load: { readonly most: number; readonly left: number };
}

/** Serves the pages on this machine, a server for each host, and sends a crawler to the first; the servers are gone when this resolves. */
export async function crawlHosts(
  pages: readonly SitePage[],
  crawl: Crawl,
  stop: Signal = new AbortController().signal,
): Promise<HostsCrawled> {
  const hosts = await startHosts(pages);
  const site = new WebSite(hosts.ports);
  const clock = new RealClock();
  const tools = { clock, random: new Random(15), site, stop };
  const seen: { report?: readonly Entry[]; threw?: unknown } = {};
  try {
    const main = () => crawl(pages[0]?.address ?? "", tools);
    seen.report = await new EventLoop({ clock }).runUntilComplete(main);
  } catch (error) {
    seen.threw = error;
  }
  const load = { most: hosts.load.most, left: hosts.load.now };
  await hosts.stop();
  return { report: seen.report, threw: seen.threw, site, load };
}
