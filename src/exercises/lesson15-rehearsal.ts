import { timeline } from "../timeline.ts";
import { requestsFigure } from "./lesson15-crawl.ts";
import { runCrawl } from "./lesson15-crawl-run.ts";
import { inWords, short } from "./lesson15-problem.ts";
import { type Crawl, episodes } from "./lesson15-site.ts";

/** What came of a crawl of the twelve episodes. */
export interface Rehearsal {
  /** The report as text, a line for each page; or what was thrown. */
  readonly report: string;
  /** The requests, by host. */
  readonly requests: string;
  /** The tasks, from the trace. */
  readonly tasks: string;
}

/** Sends a crawler to the twelve episodes, on a simulated clock. */
export async function rehearse(crawl: Crawl): Promise<Rehearsal> {
  const of = { site: "the twelve episodes", about: "busy", pages: episodes } as const;
  const { site, report, threw, trace } = await runCrawl(crawl, of);
  const lines = report?.map((entry) => {
    return `${short(entry.address)}: ${"title" in entry ? entry.title : entry.why}`;
  });
  return {
    report: lines?.join("\n") ?? `no report, but "${inWords(threw)}"`,
    requests: requestsFigure(site.requests),
    tasks: timeline(trace, { title: "The crawler's tasks" }),
  };
}
