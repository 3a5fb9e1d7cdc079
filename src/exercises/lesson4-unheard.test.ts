import assert from "node:assert/strict";
import { test } from "node:test";
import { type BothTitles, bothTitles } from "./lesson4-unheard.ts";
import { accepts, rejects } from "./testing.ts";

test("4.3 accepts Promise.all", async () => {
  await accepts(bothTitles, async (first, second) => await Promise.all([first(), second()]));
});

test("4.3 accepts Promise.all in a try, and one that is returned as it is", async () => {
  await accepts(bothTitles, async (first, second) => {
    try {
      const promises = [first(), second()];
      return await Promise.all(promises);
    } finally {
      await Promise.resolve();
    }
  });
  await accepts(bothTitles, (first, second) => Promise.all([first(), second()]));
});

test("4.3 accepts allSettled that throws the first failure", async () => {
  await accepts(bothTitles, async (first, second) => {
    const outcomes = await Promise.allSettled([first(), second()]);
    return outcomes.map((one) => {
      if (one.status === "rejected") throw one.reason;
      return one.value;
    });
  });
});

test("4.3 accepts a listener from the beginning, and awaiting in turn", async () => {
  await accepts(bothTitles, async (first, second) => {
    const a = first();
    const b = second();
    b.catch(() => {});
    return [await a, await b];
  });
});

test("4.3 accepts async wrappers that Promise.all listens to", async () => {
  await accepts(bothTitles, async (first, second) => {
    const wrapped = [first, second].map(async (call) => (await call()).trim());
    return await Promise.all(wrapped);
  });
});

test("4.3 rejects awaiting in turn, and shows the schedule", async () => {
  const verdict = await rejects(bothTitles, async (first, second) => {
    const a = first();
    const b = second();
    return [await a, await b];
  });
  assert.match(verdict.because, /nobody listens when the second one fails/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("4.3 rejects a try around awaiting in turn: it comes too late", async () => {
  await rejects(bothTitles, async (first, second) => {
    const a = first();
    const b = second();
    try {
      return [await a, await b];
    } catch (error) {
      await Promise.allSettled([a, b]);
      throw error;
    }
  });
});

test("4.3 rejects awaiting the second one first: then the first goes unheard", async () => {
  await rejects(bothTitles, async (first, second) => {
    const a = first();
    const b = second();
    const title = await b;
    return [await a, title];
  });
});

test("4.3 rejects one after another: safe, but not together", async () => {
  const verdict = await rejects(bothTitles, async (first, second) => [
    await first(),
    await second(),
  ]);
  assert.match(verdict.because, /the calls start at 0 ms and 10 ms, not together at 0 ms/);
});

test("4.3 rejects swallowing the failure", async () => {
  const verdict = await rejects(bothTitles, async (first, second) => {
    const outcomes = await Promise.allSettled([first(), second()]);
    return outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  });
  assert.match(verdict.because, /should get "no first title"/);
});

test("4.3 rejects titles in the order of finishing", async () => {
  await rejects(bothTitles, async (first, second) => {
    const titles: string[] = [];
    await Promise.all([first, second].map(async (call) => titles.push(await call())));
    return titles;
  });
});

test("4.3 rejects waiting for nothing", async () => {
  await rejects(bothTitles, (first, second) => {
    void Promise.allSettled([first(), second()]);
    return Promise.resolve(["first title", "second title"]);
  });
});

test("4.3 rejects an unheard promise that was made from a heard one", async () => {
  await inPeace(async (first, second) => {
    const a = first();
    const b = second().then((title) => title.trim());
    return [await a, await b];
  });
  await inPeace(async (first, second) => {
    const a = (async () => await first())();
    const b = (async () => await second())();
    return [await a, await b];
  });
});

/** The platform reports these promises, and the test runner would take that for a failure of the test. */
async function inPeace(answer: BothTitles): Promise<void> {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  try {
    const verdict = await rejects(bothTitles, answer);
    assert.match(verdict.because, /nobody listens when the second one fails/);
  } finally {
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}
