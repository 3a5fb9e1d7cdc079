import assert from "node:assert/strict";
import { test } from "node:test";
import { City, locationSeconds, sunAnswer, sunSeconds } from "./city.ts";
import { closedLoad, loadSummary, openLoad } from "./load.ts";
import { Random } from "./random.ts";
import { Semaphore } from "./semaphore.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { mean } from "./stats.ts";

/** The API on the lecture's latencies, with so many requests at a time. */
function api(workers: number) {
  const clock = new SimulatedClock();
  const city = new City({ clock, random: new Random(13) });
  const server = new Semaphore(workers);
  const ask = async (): Promise<number> =>
    await server.withPermit(async () => (await sunAnswer(city, "97201", "us")).status);
  return { clock, ask };
}

test("one request takes 0.945 s on average, as the lecture's lists say", () => {
  assert.ok(Math.abs(mean(locationSeconds) - 0.4102) < 1e-4);
  assert.ok(Math.abs(mean(locationSeconds) + mean(sunSeconds) - 0.945) < 5e-4);
});

test("one worker serves 1.06 a second whatever the clients; all at once, 20 clients get 21.2, 200 get 212", async () => {
  for (const [workers, clients, perSecond, seconds] of [
    [1, 1, 1.06, 500],
    [1, 20, 1.06, 500],
    [1_000, 20, 21.2, 60],
    [1_000, 200, 212, 10],
  ] as const) {
    const window = { fromMs: clients * 1_000 * (workers === 1 ? 1 : 0.02), toMs: 0 };
    window.toMs = window.fromMs + seconds * 1_000;
    const { clock, ask } = api(workers);
    const samples = await closedLoad({ clock, ask, clients, forMs: window.toMs });
    const summary = loadSummary(samples, window);
    assert.ok(Math.abs(summary.perSecond / perSecond - 1) < 0.03, `${summary.perSecond}`);
    assert.ok(Math.abs(summary.onTheirWay / clients - 1) < 0.03, `${summary.onTheirWay}`);
  }
});

test("an open load sends at its own pace; what is not answered in time is in no sample", async () => {
  const { clock, ask } = api(1);
  const samples = await openLoad({ clock, ask, perSecond: 10, forMs: 3_000 });
  assert.deepEqual(
    samples.map(({ sentAt }) => sentAt),
    [0, 100, 200].slice(0, samples.length),
  );
  assert.ok(samples.every(({ endedAt }) => endedAt <= 3_000));
  assert.equal(clock.now(), 3_000);
});

test("a request that fails has the status 0, and its client goes on", async () => {
  const clock = new SimulatedClock();
  const ask = async (): Promise<number> => {
    await clock.sleep(100);
    throw new Error("refused");
  };
  const samples = await closedLoad({ clock, ask, clients: 2, forMs: 250 });
  assert.deepEqual(
    samples.map(({ status, endedAt }) => [status, endedAt]),
    [
      [0, 100],
      [0, 100],
      [0, 200],
      [0, 200],
    ],
  );
});

test("who measures nothing is told", () => {
  assert.throws(() => loadSummary([], { fromMs: 0, toMs: 1 }), RangeError);
});

test("a place that is not there is 404, a service that fails 502", async () => {
  const city = new City({ clock: new SimulatedClock(), random: new Random(1) });
  assert.equal((await sunAnswer(city, "00000", "us")).status, 404);
  const sun = (): Promise<never> => Promise.reject(new Error("down"));
  const broken = { location: city.location.bind(city), sun };
  assert.equal((await sunAnswer(broken, "97201", "us")).status, 502);
  assert.match(await city.weather("97201", "us"), /^rain in 97201/);
});

test("a blocking call holds the thread for as long as it waits", async () => {
  const clock = new SimulatedClock();
  const city = new City({ clock, random: new Random(1), blocking: true, faster: 10 });
  const called = city.location("97201", "us");
  assert.ok(clock.now() > 28, "time is over before anybody awaits");
  assert.equal((await called).latitude, 45.5);
});
