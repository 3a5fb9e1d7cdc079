/** Lesson 15's capstone: a site to be crawled, on real servers. */
export { crawlHosts, type HostsCrawled } from "./crawl-hosts.ts";
