import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { City, type CityOptions, Random, SimulatedClock } from "../../src/index.ts";
import { askSun, cityApp, startServer, withServer } from "./index.ts";
import { serve } from "./serve.ts";

const cityWith = (options: Partial<CityOptions> = {}): City =>
  new City({ clock: new SimulatedClock(), random: new Random(1), ...options });

const sun = "/api/sun/97201/us";

test("the app says when the sun rises, and knows no other places", async () => {
  const app = cityApp({ city: cityWith() });
  const found = await app.request(sun);
  assert.equal(found.status, 200);
  assert.deepEqual(await found.json(), { sunrise: "06:04", sunset: "20:28" });
  assert.equal((await app.request("/api/sun/00000/us")).status, 404);
  assert.equal((await app.request("/api/moon/97201/us")).status, 404);
});

test("above its limit it says 503 at once, and a slot that was freed is taken again", async () => {
  const app = cityApp({ city: cityWith(), limit: 2 });
  const statuses = async (): Promise<number[]> => {
    const answers = Array.from({ length: 5 }, async () => (await app.request(sun)).status);
    return await Promise.all(answers);
  };
  assert.deepEqual(await statuses(), [200, 200, 503, 503, 503]);
  assert.deepEqual(await statuses(), [200, 200, 503, 503, 503]);
});

test("one by one, each takes as long as all before it; together, all take as long as one", async () => {
  for (const oneByOne of [true, false]) {
    const clock = new SimulatedClock();
    const app = cityApp({ city: cityWith({ clock, blocking: oneByOne }), oneByOne });
    await Promise.all(Array.from({ length: 20 }, async () => await app.request(sun)));
    assert.equal(clock.now() > 14_000, oneByOne, `${clock.now()} ms`);
  }
});

test("a port that is taken is named, with what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const rule = `port ${port} is taken: end the program that listens there, or ask for port 0, which means any free one`;
  await assert.rejects(serve(cityApp({ city: cityWith() }), port), { message: rule });
  await assert.rejects(startServer({ port }), { message: `the server did not start: ${rule}` });
  taken.close();
});

test("a server that is asked to leave answers first; one that is killed does not; both are gone then", async () => {
  // Slow enough for all to be on their way at once, wherever this runs.
  const slow = { faster: 0.5 };
  const [stopped, killed] = await Promise.all([startServer(slow), startServer(slow)]);
  const atOnce = (url: string): Promise<number>[] =>
    Array.from({ length: 5 }, async () => await askSun(url)().catch(() => 0));
  const [polite, rude] = [atOnce(stopped.url), atOnce(killed.url)];
  await Promise.all([stopped.worksOn(5), killed.worksOn(5)]);
  const [how] = await Promise.all([stopped.stop(), killed.kill()]);
  assert.deepEqual(await Promise.all(rude), [0, 0, 0, 0, 0]);
  assert.deepEqual(await Promise.all(polite), [200, 200, 200, 200, 200]);
  assert.equal(how, "exited with code 0");
  await assert.rejects(askSun(stopped.url)());
});

test("a server does not outlive its block, also when that fails", async () => {
  let url = "";
  const failing = withServer({}, async (server) => {
    url = server.url;
    throw new Error(`status ${await askSun(url)()}`);
  });
  await assert.rejects(failing, { message: "status 200" });
  await assert.rejects(askSun(url)());
});
