import assert from "node:assert/strict";
import { test } from "node:test";
import { titleOf } from "./lesson2.ts";
import { accepts, rejects } from "./testing.ts";

test("2.4 accepts return await inside the try block", async () => {
  await accepts(titleOf, async (page) => {
    page.open();
    try {
      return await page.readTitle();
    } catch {
      return "no title";
    } finally {
      page.close();
    }
  });
});

test("2.4 accepts a variable in place of return await", async () => {
  await accepts(titleOf, async (page) => {
    page.open();
    let title = "no title";
    try {
      title = await page.readTitle();
    } catch {
      // it keeps its default
    }
    page.close();
    return title;
  });
});

test("2.4 rejects return without await: the error escapes", async () => {
  const verdict = await rejects(titleOf, async (page) => {
    page.open();
    try {
      // eslint-disable-next-line @typescript-eslint/return-await -- the mistake to be rejected
      return page.readTitle();
    } catch {
      return "no title";
    } finally {
      page.close();
    }
  });
  assert.match(verdict.because, /the error escapes: Error: the page cannot be read/);
});

test("2.4 rejects a catch on the promise: the page is closed while it is being read", async () => {
  const verdict = await rejects(titleOf, async (page) => {
    page.open();
    try {
      // eslint-disable-next-line @typescript-eslint/return-await -- the mistake to be rejected
      return page.readTitle().catch(() => "no title");
    } finally {
      page.close();
    }
  });
  assert.match(verdict.because, /closed at 0 ms, but is being read until 20 ms/);
});

test("2.4 rejects giving up: the title is read but not given", async () => {
  const verdict = await rejects(titleOf, (page) => {
    page.open();
    void page.readTitle();
    page.close();
    return Promise.resolve("no title");
  });
  assert.match(verdict.because, /closed at 0 ms/);
  await rejects(titleOf, async (page) => {
    page.open();
    await page.readTitle().catch(() => {});
    page.close();
    return "no title";
  });
});

test("2.4 rejects a page that stays open, is opened twice, closed twice or never read", async () => {
  const read = async (page: { readTitle(): Promise<string> }) =>
    await page.readTitle().catch(() => "no title");
  await rejects(titleOf, async (page) => {
    page.open();
    return await read(page);
  });
  await rejects(titleOf, async (page) => {
    page.open();
    page.open();
    return await read(page).finally(() => page.close());
  });
  await rejects(titleOf, async (page) => {
    page.open();
    const title = await read(page);
    page.close();
    page.close();
    return title;
  });
  await rejects(titleOf, (page) => {
    page.open();
    page.close();
    return Promise.resolve("no title");
  });
});
