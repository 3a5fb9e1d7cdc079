import assert from "node:assert/strict";
import { test } from "node:test";
import { allTitles } from "./lesson4-titles.ts";
import { accepts, rejects } from "./testing.ts";

test("4.4 accepts map and Promise.all", async () => {
  await accepts(
    allTitles,
    async (site, episodes) => await Promise.all(episodes.map((episode) => site.title(episode))),
  );
});

test("4.4 accepts promises that are all started, then awaited in turn", async () => {
  await accepts(allTitles, async (site, episodes) => {
    const promises = episodes.map((episode) => site.title(episode));
    const titles: string[] = [];
    for (const promise of promises) titles.push(await promise);
    return titles;
  });
});

test("4.4 rejects one request after another, and shows that schedule", async () => {
  const verdict = await rejects(allTitles, async (site, episodes) => {
    const titles: string[] = [];
    for (const episode of episodes) titles.push(await site.title(episode));
    return titles;
  });
  assert.match(verdict.because, /with 2 episodes only 1 of the requests are open at a time/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("4.4 rejects two at a time", async () => {
  const verdict = await rejects(allTitles, async (site, episodes) => {
    const titles: string[] = [];
    for (let i = 0; i < episodes.length; i += 2) {
      const pair = episodes.slice(i, i + 2).map((episode) => site.title(episode));
      titles.push(...(await Promise.all(pair)));
    }
    return titles;
  });
  assert.match(verdict.because, /with 3 episodes only 2/);
});

test("4.4 rejects titles in the order of arrival", async () => {
  const verdict = await rejects(allTitles, async (site, episodes) => {
    const titles: string[] = [];
    await Promise.all(episodes.map(async (episode) => titles.push(await site.title(episode))));
    return titles;
  });
  assert.match(verdict.because, /place 1 of the result should hold/);
});

test("4.4 rejects forEach: it waits for nothing", async () => {
  const verdict = await rejects(allTitles, (site, episodes) => {
    const titles: string[] = [];
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the mistake itself
    episodes.forEach(async (episode) => {
      titles.push(await site.title(episode));
    });
    return Promise.resolve([...titles]);
  });
  assert.match(verdict.because, /should hold "Title of episode 100", but holds nothing/);
});

test("4.4 rejects asking twice", async () => {
  await rejects(allTitles, async (site, episodes) => {
    await Promise.all(episodes.map((episode) => site.title(episode)));
    return await Promise.all(episodes.map((episode) => site.title(episode)));
  });
});

test("4.4 rejects an answer that hides a missing page", async () => {
  const verdict = await rejects(
    allTitles,
    async (site, episodes) =>
      await Promise.all(episodes.map((episode) => site.title(episode).catch(() => "unknown"))),
  );
  assert.match(verdict.because, /does not hear of it: it gets \[/);
});

test("4.4 rejects an answer that never ends, instead of hanging", async () => {
  await rejects(allTitles, () => new Promise(() => {}));
});
