import assert from "node:assert/strict";
import { test } from "node:test";
import { type Place, sunAnswer } from "../city.ts";
import { loadSummary } from "../load.ts";
import { Semaphore } from "../semaphore.ts";
import { mean } from "../stats.ts";
import { type CityPage, cityPage, type SunHandler, sunHandler } from "./lesson13.ts";
import { type Limited, limited } from "./lesson13-limit.ts";
import { type Summary, summary } from "./lesson13-measure.ts";
import { accepts, rejects } from "./testing.ts";

const say = async <A>(...[exercise, answer]: Parameters<typeof rejects<A>>): Promise<string> =>
  (await rejects(exercise, answer)).because;

test("13.1 the library's own handler passes", async () => {
  await accepts(sunHandler, sunAnswer);
});

test("13.1 wrong answers", async () => {
  const noErrors: SunHandler = async (city, zip, country) => ({
    status: 200,
    body: await city.sun(await city.location(zip, country)),
  });
  assert.match(await say(sunHandler, noErrors), /no such place, it throws UnknownPlace/);

  const always404: SunHandler = async (...given) =>
    await noErrors(...given).catch(() => ({ status: 404, body: {} }));
  assert.match(await say(sunHandler, always404), /location service fails, the status is 404/);

  const always502: SunHandler = async (...given) =>
    await noErrors(...given).catch(() => ({ status: 502, body: {} }));
  assert.match(await say(sunHandler, always502), /no such place, the status is 502/);

  const unawaited: SunHandler = async (city, zip, country) => {
    const body = city.sun(await city.location(zip, country));
    body.catch(() => undefined);
    return await Promise.resolve({ status: 200, body });
  };
  assert.match(await say(sunHandler, unawaited), /body is not what the sun service said/);

  const turns = new Semaphore(1);
  const inTurn: SunHandler = async (...given) => await turns.withPermit(() => sunAnswer(...given));
  assert.match(await say(sunHandler, inTurn), /20 requests at once take 1\d\.\d+ s together/);

  const known = new WeakMap<object, Promise<Place>>();
  const cached: SunHandler = async (city, zip, country) => {
    const place = known.get(city) ?? city.location(zip, country);
    known.set(city, place);
    const location = () => place;
    return await sunAnswer({ location, sun: (there) => city.sun(there) }, zip, country);
  };
  assert.match(await say(sunHandler, cached), /answer of another place/);
});

test("13.2 two chains pass", async () => {
  await accepts(cityPage, async (city, zip, country) => {
    const sunThere = async () => await city.sun(await city.location(zip, country));
    const [sun, weather] = await Promise.all([sunThere(), city.weather(zip, country)]);
    return { sun, weather };
  });
});

test("13.2 wrong answers", async () => {
  const inTurn: CityPage = async (city, zip, country) => {
    const place = await city.location(zip, country);
    return { sun: await city.sun(place), weather: await city.weather(zip, country) };
  };
  assert.match(await say(cityPage, inTurn), /it takes 1\.\d\d s, and could take/);

  const firstBoth: CityPage = async (city, zip, country) => {
    const calls = [city.location(zip, country), city.weather(zip, country)] as const;
    const [place, weather] = await Promise.all(calls);
    return { sun: await city.sun(place), weather };
  };
  assert.match(await say(cityPage, firstBoth), /and could take/);

  const lateWeather: CityPage = async (city, zip, country) => {
    const place = await city.location(zip, country);
    const [sun, weather] = await Promise.all([city.sun(place), city.weather(zip, country)]);
    return { sun, weather };
  };
  assert.match(await say(cityPage, lateWeather), /and could take/);

  const noWeather: CityPage = async (city, zip, country) => {
    const place = await city.location(zip, country);
    return { sun: await city.sun(place), weather: "sunny" };
  };
  assert.match(await say(cityPage, noWeather), /does not hold what the services said/);
});

test("13.3 the library's own summary passes", async () => {
  await accepts(summary, loadSummary);
});

test("13.3 wrong answers", async () => {
  const made =
    (
      isIn: (sample: { sentAt: number; endedAt: number }, from: number, to: number) => boolean,
      seconds = (from: number, to: number): number => (to - from) / 1000,
    ): Summary =>
    (samples, { fromMs, toMs }) => {
      const own = samples.filter((sample) => isIn(sample, fromMs, toMs));
      const meanMs = mean(own.map(({ sentAt, endedAt }) => endedAt - sentAt));
      return { perSecond: own.length / seconds(fromMs, toMs), meanMs };
    };
  const ended = ({ endedAt }: { endedAt: number }, from: number, to: number): boolean =>
    endedAt > from && endedAt <= to;
  const clients = /so that \d+\.\d+ clients would be waiting/;
  assert.match(
    await say(
      summary,
      made(() => true),
    ),
    clients,
  );
  assert.match(
    await say(
      summary,
      made(({ endedAt }, _, to) => endedAt <= to),
    ),
    clients,
  );
  assert.match(
    await say(
      summary,
      made(({ sentAt }, from, to) => sentAt >= from && sentAt < to),
    ),
    clients,
  );
  assert.match(
    await say(
      summary,
      made(ended, (_, to) => to / 1000),
    ),
    clients,
  );
  const fast = made((one, from, to) => ended(one, from, to) && one.endedAt - one.sentAt < 2_000);
  assert.match(await say(summary, fast), /20 clients, 1 at a time|need at least one value/);
});

const right: Limited = (limit, handle) => {
  let inWork = 0;
  return async () => {
    if (inWork >= limit) return 503;
    inWork += 1;
    try {
      return await handle();
    } finally {
      inWork -= 1;
    }
  };
};

test("13.4 a counter with finally passes", async () => {
  await accepts(limited, right);
});

test("13.4 wrong answers", async () => {
  assert.match(
    await say(limited, (limit, handle) => right(limit + 1, handle)),
    /9 requests are in work/,
  );
  const noLimit: Limited = (_, handle) => handle;
  assert.match(await say(limited, noLimit), /requests are in work, and should be 8/);
  const waits: Limited = (limit, handle) => {
    const places = new Semaphore(limit);
    return async () => await places.withPermit(handle);
  };
  assert.match(await say(limited, waits), /nobody is told 503/);
  const keepsPlace: Limited = (limit, handle) => {
    let inWork = 0;
    return async () => {
      if (inWork >= limit) return 503;
      inWork += 1;
      const status = await handle();
      inWork -= 1;
      return status;
    };
  };
  assert.match(await say(limited, keepsPlace), /gives 503, not its error|not given back/);
  const swallows: Limited = (limit, handle) => right(limit, () => handle().catch(() => 500));
  assert.match(await say(limited, swallows), /gives 500, not its error/);
});
