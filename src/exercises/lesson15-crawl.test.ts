import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, TimeoutError } from "../errors.ts";
import { Queue } from "../queue.ts";
import { timeout } from "../timeout.ts";
import { crawler, type Grade, gradesOf } from "./lesson15-crawl.ts";
import { crawlRules } from "./lesson15-crawl-rules.ts";
import { crawlWith, type Parts, rightParts } from "./lesson15-crawl-testing.ts";
import type { Crawl, Entry } from "./lesson15-site.ts";
import { accepts, rejects } from "./testing.ts";

test("15.4 accepts five workers on one queue", async () => {
  await accepts(crawler, crawlWith());
});

/** Everything is got first, and one saver puts it away behind an unbounded queue. */
const savesLater: Parts["saves"] = ({ site }, saved) => {
  const results = new Queue<readonly [address: string, title: string]>();
  return {
    save: async (...result) => await results.put(result),
    all: async () => {
      for (;;) {
        const result = await results.get();
        await site.save(...result);
        saved(...result);
        results.taskDone();
      }
    },
    done: async () => await results.join(),
  };
};

/** A timeout that ends the waiting and not the work. */
const raced: Parts["ask"] = async (body, { clock }) => {
  const late = clock.sleep(2000).then(() => Promise.reject(new TimeoutError("too late")));
  return await Promise.race([body(), late]);
};

/** Counts what is open, and forgets that `finally` makes a promise of its own. */
const counted: Parts["again"] = async (ask, tools, own) => {
  let open = 1;
  const asking = rightParts.again(ask, tools, own);
  void asking.finally(() => (open -= 1));
  const page = await asking;
  return open === 0 ? page : await asking;
};

const inOneTry: Parts["again"] = async (ask) => await ask();

const fixedPauses: Parts["again"] = async (ask, { clock }, { isWorthRetrying }) => {
  for (let left = 2; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !isWorthRetrying(error)) throw error;
      await clock.sleep(1000);
    }
  }
};

const wrongCrawlers: readonly (readonly [
  mistake: string,
  lesson: number,
  because: RegExp,
  change: Partial<Parts>,
])[] = [
  [
    "stops after a time that should be enough",
    3,
    /50 pages in a row: the title of news\/\d+, which was never asked for, is not in the report/,
    {
      untilDone: async (_, { clock, stop }) =>
        await clock.sleep(20_000, { signal: stop }).catch(() => {}),
    },
  ],
  [
    "marks a page when it has it",
    11,
    /both link to a third: last\/1 is got 2 times/,
    { marks: "when got" },
  ],
  ["reports as the answers come", 5, /stands behind/, { sorts: false }],
  ["one worker", 10, /never more than 1 request is open at once, and 5 may be/, { workers: 1 }],
  ["ten workers", 10, /1?\d requests are open at once, and 5 may be/, { workers: 10 }],
  [
    "no turns",
    13,
    /of one host: home\.test gets three requests within a second, at/,
    { everyMs: 0 },
  ],
  ["a turn for each page", 13, /gets three requests within a second/, { turnPer: "page" }],
  [
    "ends at the first failure",
    4,
    /one of which is missing: it threw "a task group failed"/,
    {
      failure: (_, __, error) => {
        throw error;
      },
    },
  ],
  [
    "says nothing of a failure",
    4,
    /gone\/1 is not in the report/,
    {
      failure: (_, __, error) => {
        if (error instanceof CancelledError) throw error;
      },
    },
  ],
  ["one try", 12, /is busy once, and is asked for 1 times, not 2 times/, { again: inOneTry }],
  ["fixed pauses", 12, /all four are asked again together, at/, { again: fixedPauses }],
  [
    "asks again for what is missing",
    12,
    /gone\/1 is missing, and is asked for 3 times, not once/,
    { isWorthRetrying: (error) => !(error instanceof CancelledError) },
  ],
  [
    "waits as long as it takes",
    12,
    /late\/1 does not answer, and 60 s later it is still open/,
    { ask: (body) => body() },
  ],
  [
    "half the patience",
    12,
    /late\/1 answers after 1\.8 s, and is given up after 1 s/,
    { ask: (body) => timeout(1000, body) },
  ],
  [
    "a promise beside",
    2,
    /nobody hears of "there is no http:\/\/gone\.test\/1"/,
    { again: counted },
  ],
  [
    "a saver behind a queue without a limit",
    7,
    /\d+ pages have been got and not saved/,
    { saves: savesLater },
  ],
  [
    "does not hear the button",
    8,
    /stopped at 0 ms: \d+ requests are made after that/,
    { untilDone: async (queue) => await queue.join() },
  ],
  [
    "throws away what it has",
    8,
    /stopped at 0 ms: it threw "a task group failed"/,
    { untilDone: async (queue, { stop }) => await queue.join({ signal: stop }) },
  ],
  [
    "takes a cancellation for a failure",
    8,
    /it never ends|requests are made after that/,
    { failure: (report, address, error) => void report.push({ address, why: String(error) }) },
  ],
  [
    "a race for a timeout",
    12,
    /late\/1 does not answer, and \d\S* s later it is still open/,
    { ask: raced },
  ],
  [
    "shows every second that it lives",
    9,
    /one page: it returns at \S+ s, and leaves 1 timer/,
    {
      beside: ({ clock }) => {
        const tick = () => void clock.callLater(1000, tick);
        tick();
      },
    },
  ],
];

/** The platform reports what goes unheard, and the test runner would take that for a failure of the test. */
async function inPeace(crawl: Crawl): Promise<readonly Grade[]> {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  try {
    return await gradesOf(crawl);
  } finally {
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

const seen = new Set<string>();
for (const [mistake, lesson, because, change] of wrongCrawlers) {
  test(`15.4 rejects a crawler with this mistake, by one rule of lesson ${lesson}: ${mistake}`, async () => {
    const grades = (await inPeace(crawlWith(change))).filter((grade) => grade.broken);
    const said = grades.map(
      ({ rule, broken }) => `${rule.lesson}: ${broken?.run.of.site}: ${broken?.because}`,
    );
    assert.equal(grades.length, 1, said.join("\n"));
    assert.equal(grades[0]?.rule.lesson, lesson);
    assert.match(said[0] ?? "", because);
    seen.add(grades[0]?.rule.name ?? "");
  });
}

test("for each of the twelve rules there is a crawler that breaks this one and no other", () => {
  assert.equal(crawlRules.length, 12);
  assert.deepEqual(
    crawlRules.map(({ name }) => name).filter((name) => !seen.has(name)),
    [],
  );
});

const starter: Crawl = async (start, { site }) => {
  const [report, found]: [Entry[], Set<string>] = [[], new Set([start])];
  for (const address of found) {
    const { title, links } = await site.get(address);
    await site.save(address, title);
    report.push({ address, title });
    for (const link of links) found.add(link);
  }
  return report;
};

test("15.4 rejects the starter, and names rules, lessons and the smallest site that shows it", async () => {
  const { because, figure } = await rejects(crawler, starter);
  const lines = because.split("\n");
  assert.match(lines[0] ?? "", /5 of 12 rules hold$/);
  const signs = lines.slice(1, -1).map((line) => /^ {2}([✓✗]) .* \(lesson \d+\)$/.exec(line)?.[1]);
  assert.equal(signs.join(""), "✓✓✗✗✗✗✗✗✓✓✗✓");
  const smallest = "two pages that both link to a third: film/1 stands behind talk/1";
  assert.equal(lines.at(-1), `Look at ${smallest}.`);
  assert.match(figure ?? "", /^<svg/);
});

test("15.4 comes to an end with a crawler that does not", async () => {
  const circling: Crawl = async (start, { site }) => {
    for (;;) await site.get(start);
  };
  const polling: Crawl = async (_, { clock }) => {
    for (;;) await clock.sleep(0);
  };
  const waiting: Crawl = async () => await new Promise<never>(() => {});
  for (const crawl of [circling, polling, waiting]) {
    assert.match((await rejects(crawler, crawl)).because, /one page: it never ends/);
  }
});
