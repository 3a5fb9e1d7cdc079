import { type Exercise, failed, passed } from "../check.ts";
import { lifetimes } from "../lifetimes.ts";
import { type Section, sectionsFigure } from "../sections-figure.ts";
import { crawlCases, withoutFault } from "./lesson15-crawl-cases.ts";
import { type CrawlRule, crawlRules } from "./lesson15-crawl-rules.ts";
import { type CrawlRun, runCrawl } from "./lesson15-crawl-run.ts";
import type { Request } from "./lesson15-practice.ts";
import type { Problem } from "./lesson15-problem.ts";
import { type Crawl, hostOf } from "./lesson15-site.ts";

/** Whether a crawler keeps a rule, and where it does not, the smallest run that shows it. */
export interface Grade {
  readonly rule: CrawlRule;
  readonly broken?: Problem & { readonly run: CrawlRun };
}

/**
 * Sends a crawler to every site, and judges each of the twelve rules by itself. Of one that does not end on a site
 * without faults, only that is said.
 */
export async function gradesOf(crawl: Crawl): Promise<readonly Grade[]> {
  const runs: CrawlRun[] = [];
  for (const one of crawlCases) {
    const run = await runCrawl(crawl, one);
    runs.push(run);
    if (run.endedAt === undefined && one.about === "plain") return neverEnds(run);
  }
  const twin = runs.find((run) => run.of === withoutFault) as CrawlRun;
  return crawlRules.map((rule) => {
    for (const run of runs) {
      const problem = rule.problem(run, twin);
      if (problem) return { rule, broken: { ...problem, run } };
    }
    return { rule };
  });
}

function neverEnds(run: CrawlRun): Grade[] {
  return crawlRules.flatMap((rule) => {
    const problem = rule.problem(run, run);
    return problem ? [{ rule, broken: { ...problem, run } }] : [];
  });
}

export const crawler: Exercise<Crawl> = {
  id: "15.4",
  title: "the crawler",
  hints: [
    "Take the rule that is named first, and see how its lesson does it. Five workers on one queue are a good frame.",
    "Inside out: turn, then the request with its 2 seconds; around both the tries, for Busy and TimeoutError only; then save, report, links, taskDone. What catches failures throws a CancelledError on. The group's body waits for join or the stop, and cancels the workers.",
    "In ask: await turn(address); return await timeout(2000, () => site.get(address)). In the group: await queue.join({ signal: stop }).catch(() => {}), then cancel each worker.",
  ],
  async judge(crawl) {
    const grades = await gradesOf(crawl);
    const broken = grades.filter((grade) => grade.broken);
    const [first] = broken;
    if (!first?.broken) {
      return passed(`all ${grades.length} rules hold, on ${crawlCases.length} sites and schedules`);
    }
    const { rule, broken: problem } = first;
    const lines = [
      `${grades.length - broken.length} of ${crawlRules.length} rules hold`,
      ...grades.map(line),
      `Look at ${problem.run.of.site}: ${problem.because}.`,
    ];
    return failed(lines.join("\n"), figureOf(rule, problem));
  },
};

const line = ({ rule: { name, lesson }, broken }: Grade): string =>
  `  ${broken ? "✗" : "✓"} ${name} (lesson ${lesson})`;

/** What is left behind shows in the tasks, all else in the requests. */
function figureOf(
  rule: CrawlRule,
  { run, requests }: Problem & { readonly run: CrawlRun },
): string {
  if (rule.lesson === 9) return lifetimes(run.trace, { title: "The crawler's tasks" });
  return requestsFigure(run.site.requests, requests);
}

const mostShown = 24;

/** Who was asked for what, and when: a row for each host. `wrong` are red. */
export function requestsFigure(
  requests: readonly Request[],
  wrong: readonly Request[] = [],
): string {
  const first = requests.findIndex((one) => wrong.includes(one));
  const from = Math.max(0, first - mostShown / 2);
  const sections = requests.slice(from, from + mostShown).map((request): Section => {
    const { address, from, to = from, ended } = request;
    const page = address.split("/").at(-1) ?? "";
    const label = ended === "answered" ? page : `${page} ${ended ?? ""}`;
    const on = hostOf(address).replace(".test", "");
    return { on, label, from, to, broken: wrong.includes(request) };
  });
  const broken = "it breaks the rule";
  return sectionsFigure(sections, { title: "The requests, by host", broken });
}
