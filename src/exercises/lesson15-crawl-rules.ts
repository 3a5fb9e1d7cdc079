import type { CrawlRun } from "./lesson15-crawl-run.ts";
import { inWords, type Problem, say, seconds, short } from "./lesson15-problem.ts";
import { again, atOnce, once, patience, rate, together, tries } from "./lesson15-request-rules.ts";
import type { Entry, SitePage } from "./lesson15-site.ts";

/** What a crawler must do, whatever the site: one of twelve. */
export interface CrawlRule {
  readonly name: string;
  /** The lesson that teaches it. */
  readonly lesson: number;
  /** What a run does against it. `twin` is a run on the same site without its fault. */
  problem(run: CrawlRun, twin: CrawlRun): Problem | undefined;
}

const inHand = 10;
const soonMs = 100;

export const crawlRules: readonly CrawlRule[] = [
  {
    name: "it ends when the last page is done, and none is left out",
    lesson: 3,
    problem: complete,
  },
  { name: "every page is got once, though links go in circles", lesson: 11, problem: once },
  { name: "the report is in the order of the addresses", lesson: 5, problem: ordered },
  { name: `${atOnce} requests at once, not more and not fewer`, lesson: 10, problem: together },
  { name: "at most 2 requests in a second for each host", lesson: 13, problem: rate },
  { name: "a missing page is reported and costs no other", lesson: 4, problem: isolated },
  {
    name: `a busy page gets ${tries} tries with jitter, a missing one none`,
    lesson: 12,
    problem: again,
  },
  { name: "a request that takes 2 s is given up", lesson: 12, problem: patience },
  { name: "no failure goes unheard", lesson: 2, problem: heard },
  { name: `at most ${inHand} pages wait to be saved`, lesson: 7, problem: bounded },
  {
    name: "the stop button ends it, and what was saved is in the report",
    lesson: 8,
    problem: stopped,
  },
  { name: "when it returns nothing of it is left", lesson: 9, problem: nothingLeft },
];

/** How it ended, where it should have ended with a report. */
function noReport({ report, threw, endedAt, trace }: CrawlRun): Problem | undefined {
  if (report) return undefined;
  if (endedAt !== undefined) return say(`it threw "${inWords(threw)}"`);
  const waits = trace.blocked().slice(0, 3).join("; ");
  return say(`it never ends${waits && `: ${waits}`}`);
}

const titled = (report: readonly Entry[]): ReadonlyMap<string, string> =>
  new Map(report.flatMap((entry) => ("title" in entry ? [[entry.address, entry.title]] : [])));

function complete(run: CrawlRun): Problem | undefined {
  if (run.of.about !== "plain" && run.of.about !== "wide") return undefined;
  const bad = noReport(run);
  if (bad) return bad;
  const titles = titled(run.report ?? []);
  const lost = run.of.pages.find(({ address, title }) => titles.get(address) !== title);
  if (lost === undefined) return undefined;
  const { length } = run.of.pages;
  const asked = run.site.asked(lost.address).length > 0 ? "" : ", which was never asked for";
  return say(
    `the title of ${short(lost.address)}${asked}, is not in the report, which has ${titles.size} of ${length}`,
  );
}

function ordered({ report = [], site }: CrawlRun): Problem | undefined {
  const wrong = report.findIndex(({ address }, i) => address < (report[i - 1]?.address ?? ""));
  const [before, after] = [report[wrong - 1], report[wrong]];
  if (!before || !after) return undefined;
  const because = `${short(after.address)} stands behind ${short(before.address)}`;
  return say(because, site.asked(after.address));
}

function isolated(run: CrawlRun, twin: CrawlRun): Problem | undefined {
  if (run.of.about !== "missing" || !twin.report) return undefined;
  const bad = noReport(run);
  if (bad) return bad;
  const got = new Map((run.report ?? []).map((entry) => [entry.address, entry]));
  const gone = (page: SitePage) => page.missing === true;
  for (const page of run.of.pages.filter(({ address }) => titled(twin.report ?? []).has(address))) {
    const entry = got.get(page.address);
    if (!entry) return say(`${short(page.address)} is not in the report`);
    const saysWhy = "why" in entry && entry.why !== "";
    if (gone(page) && !saysWhy)
      return say(`the report does not say why there is no ${short(page.address)}`);
    if (!gone(page) && !("title" in entry))
      return say(`${short(page.address)} is lost with it: ${entry.why}`);
  }
  return undefined;
}

function heard({ unheard }: CrawlRun): Problem | undefined {
  if (unheard.length === 0) return undefined;
  return say(`nobody hears of "${inWords(unheard[0])}"`);
}

function bounded({ site }: CrawlRun): Problem | undefined {
  if (site.mostInHand <= inHand) return undefined;
  return say(`${site.mostInHand} pages have been got and not saved yet, and ${inHand} may be`);
}

function stopped(run: CrawlRun): Problem | undefined {
  const { stopAt } = run.of;
  if (stopAt === undefined) return undefined;
  const { endedAt, site } = run;
  if (endedAt !== undefined && endedAt < stopAt) return undefined; // it had ended before
  const late = site.requests.filter(({ from }) => from > stopAt);
  if (late.length > 0) {
    return say(
      `${late.length} requests are made after that, the first at ${seconds(late[0]?.from ?? 0)}`,
      late,
    );
  }
  const bad = noReport(run);
  if (bad) return bad;
  if ((endedAt ?? 0) > stopAt + soonMs)
    return say(`it ends ${seconds((endedAt ?? 0) - stopAt)} after that`);
  const titles = titled(run.report ?? []);
  const lost = site.saved.find(({ address, at }) => at < stopAt && !titles.has(address));
  if (lost === undefined) return undefined;
  return say(`${short(lost.address)} was saved before that, and is not in the report`);
}

function nothingLeft({ left, endedAt, site }: CrawlRun): Problem | undefined {
  if (endedAt === undefined) return undefined;
  if (left.length > 0)
    return say(`it returns at ${seconds(endedAt)}, and leaves ${left.join(", ")}`);
  const late = site.requests.filter(({ from }) => from > endedAt);
  if (late.length === 0) return undefined;
  return say(
    `it returns at ${seconds(endedAt)}, and a request is made at ${seconds(late[0]?.from ?? 0)}`,
    late,
  );
}
