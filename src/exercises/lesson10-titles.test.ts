import assert from "node:assert/strict";
import { test } from "node:test";
import { mapLimit } from "../streams.ts";
import { type Titles, titles } from "./lesson10-titles.ts";
import { accepts, rejects } from "./testing.ts";

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of what is there already
async function* each(pages: readonly number[]) {
  yield* pages;
}

async function collect(stream: AsyncIterable<unknown>): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

const mapping =
  (limit: number): Titles =>
  async (pages, get) => {
    const list: string[] = [];
    for await (const title of mapLimit(each(pages), limit, get)) list.push(title);
    return list;
  };

test("10.4 accepts a stream with a limit of two", async () => {
  await accepts(titles, mapping(2));
});

const wrongTitles: readonly (readonly [string, Titles, RegExp])[] = [
  [
    "for await over an array of promises (the starter)",
    async (pages, get) => {
      const list: string[] = [];
      // eslint-disable-next-line @typescript-eslint/await-thenable -- the mistake
      for await (const title of pages.map(get)) list.push(title);
      return list;
    },
    /30 ms, 10 ms that fails: nobody listens when page 2 fails$/,
  ],
  ["all at once", (pages, get) => Promise.all(pages.map(get)), /3 are open at once, and 2 may be$/],
  ["a limit of three", mapping(3), /3 are open at once, and 2 may be$/],
  ["a limit of one", mapping(1), /one at a time takes 40 ms; 2 may be open$/],
  [
    "failures that are swallowed",
    async (pages, get) => {
      const list: string[] = [];
      for await (const title of mapLimit(each(pages), 2, (page) => get(page).catch(() => "none")))
        list.push(title);
      return list;
    },
    /you give "none", and it should be "no page 1"$/,
  ],
  [
    "titles as they come",
    async (pages, get) => {
      const list: string[] = [];
      const one = async (page: number) => list.push(await get(page));
      await collect(mapLimit(each(pages), 2, one));
      return list;
    },
    /you give "title 2,title 1", and it should be "title 1,title 2"$/,
  ],
];
for (const [name, answer, because] of wrongTitles) {
  test(`10.4 rejects ${name}`, async () => {
    const verdict = await rejects(titles, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}
