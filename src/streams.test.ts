import assert from "node:assert/strict";
import { test } from "node:test";
import { asyncVersion, pause, serviceMs } from "./program.ts";
import { Random } from "./random.ts";
import { type Item, Report, silent } from "./report.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { buffer, mapLimit, merge } from "./streams.ts";

/** Yields its items, each after a pause; notes what it made and whether it was closed. */
class Source {
  made = 0;
  isClosed = false;
  readonly #clock: SimulatedClock;
  readonly #pauses: readonly number[];
  readonly #failsAt: number;
  readonly #name: string;

  constructor(clock: SimulatedClock, pauses: readonly number[], name = "", failsAt = Infinity) {
    this.#clock = clock;
    this.#pauses = pauses;
    this.#name = name;
    this.#failsAt = failsAt;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (const pause of this.#pauses) {
        await this.#clock.sleep(pause);
        this.made += 1;
        if (this.made === this.#failsAt) throw new Error(`${this.#name} is broken`);
        yield `${this.#name}${this.made}`;
      }
    } finally {
      this.isClosed = true;
    }
  }
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of stream) all.push(item);
  return all;
}

test("merge yields in the order of arrival, and ends when all sources have ended", async () => {
  const clock = new SimulatedClock();
  const sources = [
    new Source(clock, [10, 10, 10], "a"),
    new Source(clock, [5, 30], "b"),
    new Source(clock, [], "c"),
  ];
  assert.deepEqual(await collect(merge(...sources)), ["b1", "a1", "a2", "a3", "b2"]);
  assert.deepEqual(await collect(merge()), []);
});

test("merge asks a source again only when its item was taken", async () => {
  const clock = new SimulatedClock();
  const sources = [new Source(clock, [1, 1, 1], "a"), new Source(clock, [1, 1, 1], "b")];
  const stream = merge(...sources);
  await stream.next();
  await clock.sleep(100);
  assert.deepEqual(
    sources.map(({ made }) => made),
    [1, 1],
  );
  await stream.return();
});

test("merge is fair: a source that is always ready does not keep the others out", async () => {
  const clock = new SimulatedClock();
  const always = Array.from({ length: 9 }, () => 0);
  const all = await collect(merge(new Source(clock, always, "a"), new Source(clock, always, "b")));
  for (let i = 0; i < all.length; i += 2) assert.notEqual(all[i]?.[0], all[i + 1]?.[0]);
});

type Build = (a: Source, b: Source) => AsyncIterable<string>;
const builds: readonly (readonly [name: string, build: Build])[] = [
  ["merge", merge],
  ["buffer", (source) => buffer(source, 2)],
  ["mapLimit", (source) => mapLimit(source, 2, (item) => Promise.resolve(item))],
];

for (const [name, build] of builds) {
  test(`leaving ${name} early closes every source before the loop goes on`, async () => {
    const clock = new SimulatedClock();
    const sources = ["a", "b"].map((one) => new Source(clock, [10, 10, 10, 10], one));
    for await (const item of build(...(sources as [Source, Source]))) if (item !== "") break;
    const asked = name === "merge" ? sources : sources.slice(0, 1);
    assert.ok(asked.every(({ isClosed }) => isClosed));
    const made = sources.map((source) => source.made);
    await clock.sleep(100);
    assert.deepEqual(
      sources.map((source) => source.made),
      made,
    );
  });

  test(`${name} gives the items before a failure, then the failure, and closes what is open`, async () => {
    const clock = new SimulatedClock();
    const sources = [new Source(clock, [10, 10, 10], "a", 3), new Source(clock, [50, 50], "b")];
    const got: string[] = [];
    const reading = (async () => {
      for await (const item of build(...(sources as [Source, Source]))) got.push(item);
    })();
    await assert.rejects(reading, /^Error: a is broken$/);
    assert.deepEqual(got, ["a1", "a2"]);
    if (name === "merge") assert.ok(sources[1]?.isClosed);
  });
}

test("a buffer runs ahead by its size and no further, and not before it is asked", async () => {
  const clock = new SimulatedClock();
  const source = new Source(clock, Array<number>(10).fill(1));
  const stream = buffer(source, 3);
  await clock.sleep(100);
  assert.equal(source.made, 0);
  await stream.next();
  await clock.sleep(100);
  assert.equal(source.made, 5); // one taken, three inside, one in hand
  await stream.return();
  assert.ok(source.isClosed);
  await assert.rejects(buffer(source, 0).next(), RangeError);
});

test("mapLimit keeps the order and the limit, and hands on a result as soon as it may", async () => {
  const clock = new SimulatedClock();
  const source = new Source(clock, [0, 0, 0, 0, 50], "");
  let [running, most] = [0, 0];
  const work = async (item: string) => {
    most = Math.max(most, ++running);
    await clock.sleep(item === "1" ? 30 : 10);
    running -= 1;
    return item;
  };
  const got: string[] = [];
  for await (const item of mapLimit(source, 3, work)) got.push(`${item} at ${clock.now()}`);
  assert.deepEqual(got, ["1 at 30", "2 at 30", "3 at 30", "4 at 40", "5 at 90"]);
  assert.equal(most, 3);
  for (const limit of [0, 1.5, NaN]) {
    await assert.rejects(mapLimit(source, limit, work).next(), /limit must be a whole number/);
  }
});

test("mapLimit with a failing work: the results before it come, nothing it started still runs, nothing is unheard", async () => {
  const clock = new SimulatedClock();
  const source = new Source(clock, Array<number>(9).fill(1), "");
  let running = 0;
  const work = async (item: string) => {
    running += 1;
    try {
      await clock.sleep(item === "1" ? 40 : 20);
      if (item === "2") throw new Error("2 fails"); // long before its turn
      return item;
    } finally {
      running -= 1;
    }
  };
  const got: string[] = [];
  const reading = (async () => {
    for await (const item of mapLimit(source, 3, work)) got.push(item);
  })();
  await assert.rejects(reading, /2 fails/);
  assert.deepEqual(got, ["1"]);
  assert.equal(running, 0);
  assert.ok(source.isClosed);
});

/** Lesson 10's form of the program. */
async function pipelineVersion(
  producers: number,
  consumers: number,
  maxSize: number,
  seed: number,
) {
  const clock = new SimulatedClock();
  const report = new Report(clock, silent);
  async function* generate(random: Random): AsyncGenerator<Item> {
    for (let index = 1; index <= 20; index += 1) {
      yield report.generated(index);
      await clock.sleep(pause(random));
    }
  }
  const use = async (item: Item) => {
    report.processed(item);
    await clock.sleep(serviceMs);
  };
  const random = new Random(seed);
  const sources = Array.from({ length: producers }, (_, k) => generate(random.stream(k)));
  await clock.run(() => collect(mapLimit(buffer(merge(...sources), maxSize), consumers, use)));
  return { total: report.total, responses: report.responses };
}

for (const [producers, consumers, maxSize] of [
  [3, 2, 5],
  [3, 1, 5],
  [3, 1, 1],
  [2, 1, Infinity],
] as const) {
  test(`as a pipeline the program gives lesson 5's and 7's numbers to the microsecond: ${producers} producers, ${consumers} consumers, maxSize ${maxSize}`, async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const knobs = { producers, consumers, maxSize, print: silent };
      const random = new Random(seed);
      const queued = await asyncVersion({ clock: new SimulatedClock(), random, ...knobs });
      assert.deepEqual(await pipelineVersion(producers, consumers, maxSize, seed), queued);
    }
  });
}
