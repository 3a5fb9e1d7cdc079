import { Random } from "../random.ts";
import type { CrawlCase } from "./lesson15-crawl-run.ts";
import { episodes, type SitePage, sitePage } from "./lesson15-site.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** A first page with links to others, on one host or on a host for each. */
function star(
  count: number,
  place: (n: number) => string,
  how: Partial<SitePage> = {},
): SitePage[] {
  const places = numbers(count).map(place);
  return [sitePage("home/1", places), ...places.map((one) => sitePage(one, ["home/1"], how))];
}

const onHosts = (n: number): string => `host${n}/1`;

/** The second page found twice at the same instant. */
const diamond = [
  sitePage("news/1", ["talk/1", "film/1"], { ms: 100 }),
  sitePage("talk/1", ["last/1"], { ms: 200 }),
  sitePage("film/1", ["last/1"], { ms: 200 }),
  sitePage("last/1", ["news/1"]),
];

function drawn(seed: number): SitePage[] {
  const random = new Random(seed);
  const places = numbers(15).map((n) => `${["news", "talk", "film"][n % 3]}/${n}`);
  return places.map((place, i) => {
    const links = numbers(random.integer(0, 4)).map(() => places[random.integer(0, 14)] ?? place);
    const next = places[i + 1]; // so that all can be reached
    return sitePage(place, next === undefined ? links : [...links, next]);
  });
}

const inARow = numbers(50).map((n) => sitePage(`news/${n}`, n < 50 ? [`news/${n + 1}`] : []));

const plain: readonly CrawlCase[] = [
  { site: "one page", about: "plain", pages: [sitePage("news/1")] },
  {
    site: "two pages with links to each other",
    about: "plain",
    pages: [sitePage("news/1", ["news/2"]), sitePage("news/2", ["news/1"])],
  },
  { site: "two pages that both link to a third", about: "plain", pages: diamond },
  {
    site: "a page with links to 12 others of one host",
    about: "plain",
    pages: star(12, (n) => `home/${n + 1}`),
  },
  { site: "50 pages in a row", about: "plain", pages: inARow },
  { site: "a page with links to 10 hosts", about: "wide", pages: star(10, onHosts, { ms: 900 }) },
  ...numbers(5).map((seed): CrawlCase => {
    return { site: "15 pages on three hosts", about: "plain", pages: drawn(seed), seed };
  }),
];

const withGone = (missing: boolean): SitePage[] => [
  sitePage("news/1", ["gone/1", "talk/1", "film/1"]),
  sitePage("gone/1", [], { missing }),
  sitePage("talk/1", ["talk/2"]),
  sitePage("talk/2", ["talk/3"]),
  sitePage("talk/3"),
  sitePage("film/1"),
];

const slow = (ms: number): SitePage[] => [
  sitePage("news/1", ["late/1", "film/1"]),
  sitePage("late/1", [], { ms }),
  sitePage("film/1"),
];

const faulty: readonly CrawlCase[] = [
  { site: "six pages, one of which is missing", about: "missing", pages: withGone(true) },
  ...numbers(3).map((seed): CrawlCase => {
    const pages = star(4, onHosts, { ms: 100, busy: 1 });
    return { site: "four pages that are busy when first asked for", about: "busy", pages, seed };
  }),
  {
    site: "a page that is always busy",
    about: "busy",
    pages: [sitePage("news/1", ["busy/1"]), sitePage("busy/1", [], { busy: Infinity })],
  },
  {
    site: "six pages of one host, busy when first asked for",
    about: "busy",
    pages: star(6, (n) => `home/${n + 1}`, { busy: 1 }),
  },
  { site: "a page that answers after 1.8 s", about: "slow", pages: slow(1800) },
  { site: "a page that answers after a minute", about: "slow", pages: slow(60_000) },
];

const store: CrawlCase = {
  site: "a page with links to 20 hosts, and a store that takes 2 s for each title",
  about: "store",
  pages: star(20, onHosts, { ms: 100 }),
  saveMs: 2000,
};

const stops: readonly CrawlCase[] = [0, 5, 755, 1505, 2505].map((stopAt) => {
  const site = `the twelve episodes, stopped at ${stopAt} ms`;
  return { site, about: "stop", pages: episodes, stopAt };
});

/** The same site, with nothing missing. */
export const withoutFault: CrawlCase = {
  site: "six pages",
  about: "plain",
  pages: withGone(false),
};

/** The sites that a crawler is graded on; of one kind, the smallest first. */
export const crawlCases: readonly CrawlCase[] = [
  ...plain,
  withoutFault,
  ...faulty,
  store,
  ...stops,
  {
    site: "a page that answers after a minute, stopped at 1.005 s",
    about: "stop",
    pages: slow(60_000),
    stopAt: 1005,
  },
];
