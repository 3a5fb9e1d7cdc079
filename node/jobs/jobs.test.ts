/**
 * Processes that are killed, on the engine that DATABASE_URL names, or else on the embedded one:
 * `.ci/with-postgres npm test node/jobs` runs them on a real server.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import { LeaseQueue } from "../../src/lease-queue.ts";
import { Random } from "../../src/random.ts";
import { SimulatedClock } from "../../src/simulated-clock.ts";
import { startModule } from "../processes/start-module.ts";
import { Crew, type Engine, Ledger, openEngine, points, settled, type Task } from "./index.ts";
import { dropStaleSchemas, markOf } from "./stale-schemas.ts";
import { keepsItsPromises } from "./testing/contract.ts";

let engine: Engine;
let ledger: Ledger;

before(async () => {
  engine = await openEngine();
  ledger = new Ledger(engine);
  await ledger.create();
});
after(async () => await engine.close());

keepsItsPromises("the model", () => {
  const clock = new SimulatedClock();
  return {
    queue: (rules) => Promise.resolve(new LeaseQueue<Task>({ ...rules, clock })),
    passTime: async (seconds) => await clock.sleep(seconds * 1000),
  };
});

let queues = 0;
keepsItsPromises("the engine", () => ({
  queue: async (rules) => await engine.createQueue<Task>(`promises-${queues++}`, rules),
  passTime: async (seconds) => await engine.passTime(seconds),
}));

const rules = { leaseSeconds: 600, tries: 3 };
const tasks = (count: number): Task[] => Array.from({ length: count }, (_, i) => ({ n: i + 1 }));
const once = (count: number): Map<number, number> => new Map(tasks(count).map(({ n }) => [n, 1]));

test("a lease runs out by itself, in real time", async () => {
  const queue = await engine.createQueue<Task>("real-time", { leaseSeconds: 1, tries: 3 });
  await queue.put({ n: 1 });
  const first = await queue.take();
  let again = await queue.take();
  assert.ok(first && !again);
  for (let look = 0; look < 600 && !again; look += 1) {
    await sleep(100);
    again = await queue.take();
  }
  assert.equal(again?.attempt, 2);
  assert.equal(await queue.done(first), false);
});

test("schemas of killed runs are dropped, and no others", async () => {
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  const schemas = {
    interleave_killed: markOf(gone),
    interleave_running: markOf(process.pid),
    interleave_elsewhere: `another machine ${gone}`,
    interleave_unmarked: undefined,
    somebody_elses: markOf(gone),
  };
  for (const [schema, mark] of Object.entries(schemas)) {
    await engine.sql(`create schema ${schema}`);
    if (mark) await engine.sql(`comment on schema ${schema} is '${mark}'`);
  }
  const sql = async (text: string, values?: readonly unknown[]) => await engine.sql(text, values);
  await dropStaleSchemas(sql);
  const names = Object.keys(schemas);
  const rows = await engine.sql(
    "select nspname as name from pg_namespace where nspname = any($1)",
    [names],
  );
  for (const { name } of rows) await engine.sql(`drop schema ${String(name)}`);
  assert.deepEqual(rows.map(({ name }) => name).sort(), names.slice(1).sort());
});

test("a worker is killed at each of 6 points of a job: every effect happens exactly once", async () => {
  const crew = new Crew(engine);
  const services = points.map((_, i) => ({
    queue: `point-${i}`,
    first: "effect" as const,
    withKey: true,
  }));
  const all = [];
  for (const { queue } of services) all.push(await engine.createQueue<Task>(queue, rules));
  for (const queue of all) await queue.putAll(tasks(3));
  const doomed = await Promise.all(
    points.map(async (standAt, i) => {
      const service = services.slice(i, i + 1);
      const worker = await crew.worker(`stands at ${standAt}`, { services: service, standAt });
      await worker.stands();
      await worker.kill();
      return worker;
    }),
  );
  const rescuer = await crew.worker("rescuer", { services });
  await engine.passTime(601);
  await settled(...all);
  for (const [i, { queue }] of services.entries()) {
    assert.deepEqual(await ledger.effects(queue), once(3), `killed: ${points[i]}`);
  }
  const took = (name: number): number =>
    doomed[name]?.events.filter(({ what }) => what === "took").length ?? 0;
  assert.deepEqual(
    points.map((_, i) => took(i)),
    [0, 1, 1, 1, 1, 1],
  );
  assert.ok(rescuer.events.filter(({ what }) => what === "done").length >= 17);
  await crew.close();
  assert.deepEqual(
    [...doomed, rescuer].filter(({ pid }) => isAlive(pid)),
    [],
  );
});

test("1,000 jobs, 4 workers, 3 of them killed at random: no job is lost, no effect doubled", async () => {
  const crew = new Crew(engine);
  const services = [{ queue: "thousand", first: "effect" as const, withKey: true }];
  const queue = await engine.createQueue<Task>("thousand", rules);
  await queue.putAll(tasks(1000));
  const names = ["a", "b", "c", "d"];
  const workers = await Promise.all(
    names.map(async (name) => await crew.worker(name, { services, workMs: 0 })),
  );
  const seed = Math.floor(Math.random() * 1e6);
  const random = new Random(seed);
  const reported = (): number => workers.reduce((sum, { events }) => sum + events.length, 0);
  const moments = [1, 2, 3].map(() => Math.floor(random.next() * 2000)).sort((a, b) => a - b);
  for (const [i, moment] of moments.entries()) {
    while (reported() < moment) await sleep(1); // of the 3,000 reports that there will be at least
    await workers[i]?.kill();
  }
  while ((await queue.stats()).ready > 0) await sleep(50);
  await engine.passTime(601);
  await settled(queue);
  assert.deepEqual(await ledger.effects("thousand"), once(1000), `seed ${seed}`);
  const { done, dead } = await queue.stats();
  assert.deepEqual([done, dead], [1000, 0], `seed ${seed}`);
  await crew.close();
});

test("without a key, and with done before the effect, a kill between the two doubles or loses it", async () => {
  const crew = new Crew(engine);
  const services = [
    { queue: "effect-first", first: "effect" as const, withKey: false },
    { queue: "done-first", first: "done" as const, withKey: false },
  ];
  const all = [];
  for (const { queue } of services) all.push(await engine.createQueue<Task>(queue, rules));
  for (const queue of all) await queue.putAll(tasks(1));
  for (const service of services) {
    const worker = await crew.worker("doomed", { services: [service], standAt: "between" });
    await worker.stands();
    await worker.kill();
  }
  await crew.worker("rescuer", { services });
  await engine.passTime(601);
  await settled(...all);
  assert.deepEqual(await ledger.effects("effect-first"), new Map([[1, 2]]));
  assert.deepEqual(await ledger.effects("done-first"), new Map());
  await crew.close();
});

test("a producer's jobs outlive it", async () => {
  const crew = new Crew(engine);
  const queue = await engine.createQueue<Task>("produced", rules);
  const producer = await crew.producer("producer", {
    queue: "produced",
    tasks: tasks(50),
    pauseMs: 5,
  });
  await producer.heard((event) => event.what === "put" && event.n === 7);
  await producer.kill();
  assert.equal(await producer.ended, "was ended by SIGKILL");
  assert.ok((await queue.stats()).ready >= 7);
  await assert.rejects(
    producer.heard(({ what }) => what === "finished"),
    /producer was ended by SIGKILL/,
  );
  await crew.close();
});

test("an engine that is closed leaves no process, no port and no table behind", async () => {
  const own = await openEngine();
  await own.close();
  assert.deepEqual(own.processes.filter(isAlive), []);
  const { url, schema } = own.address;
  if (own.isEmbedded) return assert.equal(await answers(url), false);
  const found = await engine.sql("select 1 from pg_namespace where nspname = $1", [schema]);
  assert.deepEqual(found, []);
});

test("kill -9 of the process that opened the engine ends its engine and its workers", async () => {
  const opener = startModule(join(import.meta.dirname, "testing/opener.ts"));
  const pids = await opener.firstMessage<number[]>();
  await opener.kill();
  for (let look = 0; look < 600 && pids.some(isAlive); look += 1) await sleep(100);
  assert.deepEqual(pids.filter(isAlive), []);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return await new Promise<boolean>((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
