import type { Clock } from "../clock.ts";
import type { Signal } from "../host.ts";
import type { Random } from "../random.ts";
import type { WaitOptions } from "../wait.ts";

/** What is on a page. */
export interface Page {
  readonly title: string;
  /** The addresses that it links to. */
  readonly links: readonly string[];
}

/** The web as a crawler sees it, and the store where it leaves what it found. */
export interface CrawlSite {
  /** Asks for a page. Rejects with Busy, or with Missing; may not answer for a long time. A cancellation or the signal ends the wait and the request. */
  get(address: string, options?: WaitOptions): Promise<Page>;
  /** Keeps a title. Takes a while, sometimes a long one. */
  save(address: string, title: string, options?: WaitOptions): Promise<void>;
}

/** What a crawler is given. */
export interface CrawlTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly site: CrawlSite;
  /** The stop button. */
  readonly stop: Signal;
}

/** What the report says of a page: its title, or why there is none. */
export type Entry =
  | { readonly address: string; readonly title: string }
  | { readonly address: string; readonly why: string };

/** Visits every page that can be reached from `start`; resolves with the report. Runs in a task of an event loop. */
export type Crawl = (start: string, tools: CrawlTools) => Promise<readonly Entry[]>;

/** The host cannot answer now: in a moment it may (503). */
export class Busy extends Error {
  override readonly name = "Busy";
}

/** There is no such page, and asking again does not make one (404). */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** The host of an address: "news.test" of "http://news.test/1". */
export const hostOf = (address: string): string => address.split("/")[2] ?? "";

/** A page of a site that is only there to be crawled. */
export interface SitePage extends Page {
  readonly address: string;
  /** How long an answer takes, in milliseconds; drawn if left out. */
  readonly ms?: number;
  /** How many first requests are answered by Busy. */
  readonly busy?: number;
  readonly missing?: boolean;
}

/** A page by its host and number; links are written the same way: "news/2". */
export function sitePage(
  place: string,
  links: readonly string[] = [],
  how: Pick<SitePage, "ms" | "busy" | "missing"> = {},
): SitePage {
  const [address, ...others] = [place, ...links].map(
    (one) => `http://${one.replace("/", ".test/")}`,
  );
  return { address: address ?? "", title: `Episode ${place}`, links: others, ...how };
}

/**
 * The site of the capstone: twelve episodes on three hosts. Links go in circles, one page is busy when it is first asked
 * for, one does not exist.
 */
export const episodes: readonly SitePage[] = [
  sitePage("news/1", ["news/2", "talk/1", "film/1"]),
  sitePage("news/2", ["news/1", "news/3", "film/4"]),
  sitePage("news/3", ["news/4", "talk/2"]),
  sitePage("news/4", ["news/1"]),
  sitePage("talk/1", ["talk/2", "film/2"], { busy: 1 }),
  sitePage("talk/2", ["talk/3", "talk/1"]),
  sitePage("talk/3", ["talk/4", "news/1"]),
  sitePage("talk/4", ["film/1"], { missing: true }),
  sitePage("film/1", ["film/2", "film/3"]),
  sitePage("film/2", ["film/1", "news/4"]),
  sitePage("film/3", ["film/4", "talk/3"]),
  sitePage("film/4", ["film/3"]),
];
