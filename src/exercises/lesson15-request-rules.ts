import type { CrawlRun } from "./lesson15-crawl-run.ts";
import type { Request } from "./lesson15-practice.ts";
import { type Problem, say, seconds, short } from "./lesson15-problem.ts";
import { hostOf, type SitePage } from "./lesson15-site.ts";

/** How many requests may be open at once. */
export const atOnce = 5;
/** How often a busy page is asked for, at most. */
export const tries = 3;
const patienceMs = 2000;

/** Every page is got once. */
export function once({ site, report = [], of }: CrawlRun): Problem | undefined {
  for (const { address } of of.pages) {
    const got = site.asked(address).filter(({ ended }) => ended === "answered");
    const times = got.map(({ from }) => seconds(from)).join(" and ");
    if (got.length > 1)
      return say(`${short(address)} is got ${got.length} times, at ${times}`, got);
    const entries = report.filter((entry) => entry.address === address).length;
    if (entries > 1) return say(`${short(address)} is in the report ${entries} times`);
  }
  return undefined;
}

/** Five requests at once, where there are enough. */
export function together({ site, of }: CrawlRun): Problem | undefined {
  const { peak, requests } = site;
  if (peak > atOnce) {
    const open = requests.map(({ from }) => requests.filter((one) => isOpen(one, from)));
    const most = open.find(({ length }) => length > atOnce);
    return say(`${most?.length} requests are open at once, and ${atOnce} may be`, most);
  }
  if (of.about !== "wide" || peak === atOnce) return undefined;
  const few = peak === 1 ? "1 request is" : `${peak} requests are`;
  return say(`never more than ${few} open at once, and ${atOnce} may be`, []);
}

const isOpen = ({ from, to = Infinity }: Request, at: number): boolean => from <= at && at < to;

/** No host gets three requests within a second. */
export function rate({ site }: CrawlRun): Problem | undefined {
  for (const host of new Set(site.requests.map(({ address }) => hostOf(address)))) {
    const asked = site.requests.filter(({ address }) => hostOf(address) === host);
    for (const [i, last] of asked.entries()) {
      const three = asked.slice(i - 2, i + 1);
      const [first] = three;
      if (i < 2 || !first || last.from - first.from >= 1000 - 0.01) continue;
      const times = three.map(({ from }) => seconds(from)).join(", ");
      return say(`${host} gets three requests within a second, at ${times}`, three);
    }
  }
  return undefined;
}

/** What is busy is tried again, at moments of its own; what is missing is not. */
export function again({ site, of }: CrawlRun): Problem | undefined {
  if (of.about !== "busy" && of.about !== "missing") return undefined;
  for (const { address, busy = 0, missing } of of.pages) {
    const asked = site.asked(address);
    const most = missing ? 1 : Math.min(tries, busy + 1);
    if (asked.length === most || asked.length === 0) continue;
    const what = missing ? "is missing" : `is busy ${busy === 1 ? "once" : "always"}`;
    const should = most === 1 ? "once" : `${most} times`;
    return say(
      `${short(address)} ${what}, and is asked for ${asked.length} times, not ${should}`,
      asked,
    );
  }
  return sameMoment(of.pages, site.requests);
}

/** Four hosts were busy at the same instant. With jitter they are not asked again at the same instant. */
function sameMoment(pages: readonly SitePage[], requests: readonly Request[]): Problem | undefined {
  const hosts = pages.filter(({ busy }) => busy === 1).map(({ address }) => hostOf(address));
  if (new Set(hosts).size < 4) return undefined;
  const second = pages.flatMap(({ address, busy }) =>
    busy === 1 ? requests.filter((one) => one.address === address).slice(1, 2) : [],
  );
  const first = requests.filter(({ ended }) => ended === "busy").map(({ from }) => from);
  if (new Set(first).size > 1 || new Set(second.map(({ from }) => from)).size > 1) return undefined;
  const when = seconds(second[0]?.from ?? 0);
  return say(
    `all four were busy together, and all four are asked again together, at ${when}`,
    second,
  );
}

/** What takes too long is given up, and nothing else is. */
export function patience(run: CrawlRun): Problem | undefined {
  if (run.of.about !== "slow") return undefined;
  for (const request of run.site.requests) {
    const { address, from, to = Infinity, ended } = request;
    const page = run.of.pages.find((one) => one.address === address);
    if ((page?.ms ?? 0) < patienceMs && ended === "given up") {
      const after = seconds(to - from);
      return say(
        `${short(address)} answers after ${seconds(page?.ms ?? 0)}, and is given up after ${after}`,
        [request],
      );
    }
    if (to - from > patienceMs) {
      const open = `${seconds(to - from)} later it is still open`;
      return say(`${short(address)} does not answer, and ${open}`, [request]);
    }
  }
  return undefined;
}
