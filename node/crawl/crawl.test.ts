import assert from "node:assert/strict";
import { test } from "node:test";
import { crawlWith } from "../../src/exercises/lesson15-crawl-testing.ts";
import {
  type Crawl,
  type CrawlSite,
  episodes,
  sitePage,
} from "../../src/exercises/lesson15-site.ts";
import { crawlHosts } from "./index.ts";

test("the crawler of the simulated site crawls real servers", async () => {
  const { report, site, load } = await crawlHosts(episodes, crawlWith());
  const wanted = [...episodes]
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(({ address, title, missing }) =>
      missing ? { address, why: `there is no ${address}` } : { address, title },
    );
  assert.deepEqual(report, wanted);
  assert.equal(site.saved.size, 11);
  const asked = episodes.map(
    ({ address }) => site.requests.filter((one) => one.address === address).length,
  );
  assert.deepEqual(asked, [1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1]);
  assert.ok(load.most <= 5, `${load.most} at once`);
  assert.equal(load.left, 0);
});

test("the stop button ends requests that are open, and keeps what was saved", async () => {
  const pages = [
    sitePage("news/1", ["news/2", "late/1", "late/2"]),
    sitePage("news/2"),
    sitePage("late/1", [], { ms: 600_000 }),
    sitePage("late/2", [], { ms: 600_000 }),
  ];
  const stop = new AbortController();
  const crawl = crawlWith({ ask: (body) => body() }); // it would wait for ever
  let saves = 0;
  const pressing: Crawl = async (start, tools) => {
    const save: CrawlSite["save"] = async (...saved) => {
      await tools.site.save(...saved);
      saves += 1;
      if (saves === 2) stop.abort(new Error("the button"));
    };
    const site = { get: tools.site.get.bind(tools.site), save };
    return await crawl(start, { ...tools, site });
  };
  const { report, site } = await crawlHosts(pages, pressing, stop.signal);
  assert.deepEqual([...site.saved.keys()].sort(), ["http://news.test/1", "http://news.test/2"]);
  assert.deepEqual(
    report?.map(({ address }) => address),
    ["http://news.test/1", "http://news.test/2"],
  );
});
