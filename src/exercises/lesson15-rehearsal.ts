import type { Row } from "../table.ts";
import { timeline } from "../timeline.ts";
import { requestsFigure } from "./lesson15-crawl.ts";
import { runCrawl } from "./lesson15-crawl-run.ts";
import { type Crawl, type Entry, episodes } from "./lesson15-site.ts";

/** What came of a crawl of the twelve episodes. */
export interface Rehearsal {
  /** A row for each page. */
  readonly rows: readonly Row[];
  /** The requests, by host. */
  readonly requests: string;
  /** The tasks, from the trace. */
  readonly tasks: string;
}

/** Sends a crawler to the twelve episodes, on a simulated clock. */
export async function rehearse(crawl: Crawl): Promise<Rehearsal> {
  const of = { site: "the twelve episodes", about: "busy", pages: episodes } as const;
  const { site, report, trace } = await runCrawl(crawl, of);
  const title = "The crawler's tasks";
  return {
    rows: crawlRows(site.requests, report),
    requests: requestsFigure(site.requests),
    tasks: timeline(trace, { title }),
  };
}

/** For each of the twelve episodes: how often it was asked for, and what the report says of it. */
export function crawlRows(
  requests: readonly { readonly address: string }[],
  report: readonly Entry[] = [],
): Row[] {
  return episodes.map(({ address }) => {
    const entry = report.find((one) => one.address === address);
    const says = entry && ("title" in entry ? entry.title : entry.why);
    const asked = requests.filter((one) => one.address === address).length;
    return { page: address, requests: asked, "the report says": says ?? "nothing" };
  });
}
