import assert from "node:assert/strict";
import { test } from "node:test";
import { mean } from "../stats.ts";
import { type Capacity, capacity, consumersNeeded, littleMeasured } from "./lesson5.ts";
import type { MeasureLittle } from "./lesson5-little.ts";
import { responseTimes } from "../metrics.ts";
import { accepts, rejects } from "./testing.ts";

const sound: Capacity = {
  predictTotal: (p, c) => Math.max(20, (10 * p) / c),
  utilisation: (p, c) => (0.5 * p) / c,
};

test("5.1 accepts the larger of making time and serving time", async () => {
  await accepts(capacity, sound);
});

test("5.1 accepts whole services, and a utilisation that stops at 1", async () => {
  await accepts(capacity, {
    predictTotal: (p, c) => Math.max(20, Math.ceil((20 * p) / c) * 0.5),
    utilisation: (p, c) => Math.min(1, (0.5 * p) / c),
  });
});

test("5.1 accepts a total that knows of the slowest producer", async () => {
  const slowest = [20, 20.7, 21.1, 21.3, 21.5, 21.6];
  await accepts(capacity, {
    ...sound,
    predictTotal: (p, c) => Math.max(slowest[p - 1] ?? NaN, (10 * p) / c),
  });
});

test("5.1 rejects a sum: making and serving happen at the same time", async () => {
  const verdict = await rejects(capacity, {
    ...sound,
    predictTotal: (p, c) => 20 + (10 * p) / c,
  });
  assert.match(
    verdict.because,
    /predictTotal\(1, 1\) gives 30, and 1 producer and 1 consumer take/,
  );
});

test("5.1 rejects the making alone, the serving alone, and a total that forgets the consumers", async () => {
  await rejects(capacity, { ...sound, predictTotal: () => 20 });
  await rejects(capacity, { ...sound, predictTotal: (p, c) => (10 * p) / c });
  await rejects(capacity, { ...sound, predictTotal: (p) => Math.max(20, 10 * p) });
});

test("5.1 rejects the synchronous total", async () => {
  await rejects(capacity, { ...sound, predictTotal: (p) => 30 * p });
});

test("5.1 rejects a utilisation upside down, in percent, or without the consumers", async () => {
  await rejects(capacity, { ...sound, utilisation: (p, c) => (2 * c) / p });
  await rejects(capacity, { ...sound, utilisation: (p, c) => (50 * p) / c });
  await rejects(capacity, { ...sound, utilisation: (p) => 0.5 * p });
});

test("5.1 rejects what is not a number", async () => {
  await rejects(capacity, { ...sound, predictTotal: () => NaN });
  await rejects(capacity, { ...sound, utilisation: () => NaN });
});

test("5.2 accepts the smallest numbers that keep the slow items below 0.6 s", async () => {
  await accepts(consumersNeeded, [1, 2, 2, 3, 3, 4]);
});

test("5.2 rejects capacity that is only just enough, and shows who waits", async () => {
  const verdict = await rejects(consumersNeeded, [1, 1, 2, 2, 3, 3]);
  assert.match(verdict.because, /2 producers and 1 consumer: one item in twenty waits 1\.\d\d s/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("5.2 rejects a consumer for every producer: more than needed", async () => {
  const verdict = await rejects(consumersNeeded, [1, 2, 3, 4, 5, 6]);
  assert.match(verdict.because, /3 producers and 3 consumers are more than needed/);
});

test("5.2 rejects one too few at the end, and one too many at the start", async () => {
  await rejects(consumersNeeded, [1, 2, 2, 3, 3, 3]);
  await rejects(consumersNeeded, [2, 2, 2, 3, 3, 4]);
});

test("5.2 rejects numbers that were not filled in, and lists of another length", async () => {
  await rejects(consumersNeeded, [NaN, NaN, NaN, NaN, NaN, NaN]);
  await rejects(consumersNeeded, [1, 2, 2]);
  await rejects(consumersNeeded, [0.5, 1, 1.5, 2, 2.5, 3]);
});

/** The sweep of the exercise, with the parts that answers get wrong. */
const sweep = (finish: (area: number, now: number, items: number) => [number, number]) => {
  const answer: MeasureLittle = (run) => {
    let [waiting, area, items, now] = [0, 0, 0, 0];
    for (const { type, at } of run.records) {
      area += waiting * (at - now);
      now = at;
      if (type === "made") waiting += 1;
      if (type === "processed") waiting -= 1;
      if (type === "processed") items += 1;
    }
    const [itemsWaiting, arrivalsPerSecond] = finish(area, now, items);
    const secondsWaiting = mean(responseTimes(run)) / 1000;
    return { itemsWaiting, arrivalsPerSecond, secondsWaiting };
  };
  return answer;
};

test("5.4 accepts an area divided by the time of the whole run", async () => {
  await accepts(
    littleMeasured,
    sweep((area, now, items) => [area / now, items / (now / 1000)]),
  );
});

test("5.4 accepts a run that ends when its last item is taken up", async () => {
  await accepts(littleMeasured, (run) => {
    const waits = responseTimes(run).map((ms) => ms / 1000);
    const end = Math.max(...run.records.map((r) => (r.type === "processed" ? r.at / 1000 : 0)));
    const area = waits.reduce((a, b) => a + b, 0);
    return {
      itemsWaiting: area / end,
      arrivalsPerSecond: waits.length / end,
      secondsWaiting: area / waits.length,
    };
  });
});

test("5.4 rejects an arrival rate that leaves out the time in which nothing arrives", async () => {
  const verdict = await rejects(
    littleMeasured,
    sweep((area, now, items) => [area / now, items / (now / 2000)]),
  );
  assert.match(verdict.because, /arrivalsPerSecond is .* items over the whole run/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("5.4 rejects milliseconds in place of seconds", async () => {
  await rejects(
    littleMeasured,
    sweep((area, now, items) => [area / now, items / now]),
  );
  await rejects(
    littleMeasured,
    sweep((area, now, items) => [area / (now / 1000), items / (now / 1000)]),
  );
});

test("5.4 rejects an average that counts records instead of time", async () => {
  await rejects(littleMeasured, (run) => {
    let waiting = 0;
    const seen = run.records.map(({ type }) => {
      if (type === "made") waiting += 1;
      if (type === "processed") waiting -= 1;
      return waiting;
    });
    const good = sweep((area, now, items) => [area / now, items / (now / 1000)])(run);
    return { ...good, itemsWaiting: mean(seen) };
  });
});

test("5.4 rejects numbers that were not filled in", async () => {
  await rejects(
    littleMeasured,
    sweep(() => [NaN, NaN]),
  );
});
