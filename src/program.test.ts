import assert from "node:assert/strict";
import { test } from "node:test";
import { lanesOf } from "./lanes.ts";
import { pipelineModel, syncModel } from "./model.ts";
import { asyncVersion, type Outcome, pause, serviceMs, syncVersion } from "./program.ts";
import { Random } from "./random.ts";
import { silent } from "./report.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { max, mean, median, min, quantile, sum } from "./stats.ts";
import { Trace } from "./trace.ts";

/** The pauses that the program draws for this seed, drawn again. */
const pausesOf = (seed: number, producers: number): number[][] =>
  Array.from({ length: producers }, (_, producer) => {
    const random = new Random(seed).stream(producer);
    return Array.from({ length: 20 }, () => pause(random));
  });

function assertSame(program: Outcome, model: Outcome, what: string): void {
  assert.equal(program.responses.length, model.responses.length, what);
  const differences = program.responses.map((ms, i) => Math.abs(ms - (model.responses[i] ?? NaN)));
  assert.ok(max([...differences, Math.abs(program.total - model.total)]) < 1e-9, what);
}

test("the synchronous program agrees with the model to 1e-9 for 200 seeds and 1 to 3 producers", () => {
  for (let seed = 0; seed < 200; seed++) {
    for (const producers of [1, 2, 3]) {
      const random = new Random(seed);
      const program = syncVersion({
        clock: new SimulatedClock(),
        random,
        producers,
        print: silent,
      });
      const model = syncModel({ pauses: pausesOf(seed, producers), serviceMs });
      assertSame(program, model, `seed ${seed}, ${producers} producers`);
    }
  }
});

for (const [producers, consumers, maxSize] of [
  [1, 1, Infinity],
  [2, 1, Infinity],
  [3, 1, Infinity],
  [4, 1, Infinity],
  [2, 2, Infinity],
  [3, 2, Infinity],
  [3, 1, 1],
  [3, 1, 5],
] as const) {
  test(`the program with ${producers} producers, ${consumers} consumers and maxSize ${maxSize} agrees with the model to 1e-9 for 200 seeds`, async () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const setting = { producers, consumers, maxSize };
      const program = await asyncVersion({
        clock: new SimulatedClock(),
        random,
        print: silent,
        ...setting,
      });
      const model = pipelineModel({ pauses: pausesOf(seed, producers), serviceMs, ...setting });
      assertSame(program, model, `seed ${seed}`);
    }
  });
}

/** Columns of the table in the curriculum, in seconds; undefined where it gives no number. */
interface Row {
  readonly name: string;
  readonly run: (seed: number) => Outcome;
  readonly expected: readonly [
    total: number,
    least: number,
    median: number | undefined,
    mean: number | undefined,
    most: number | undefined,
  ];
}

const synchronous = (producers: number) => (seed: number) =>
  syncModel({ pauses: pausesOf(seed, producers), serviceMs });
const concurrent =
  (producers: number, consumers: number, maxSize = Infinity) =>
  (seed: number) =>
    pipelineModel({ pauses: pausesOf(seed, producers), serviceMs, consumers, maxSize });

const table: readonly Row[] = [
  { name: "sync, 1 producer", run: synchronous(1), expected: [30, 10.5, 15.25, 15.25, 20] },
  { name: "sync, 2 producers", run: synchronous(2), expected: [60, 20.5, 30.26, 30.25, 40] },
  { name: "sync, 3 producers", run: synchronous(3), expected: [90, 30.5, 45.25, 45.25, 60] },
  { name: "1 producer, 1 consumer", run: concurrent(1, 1), expected: [20, 0, 0, 0, 0] },
  {
    name: "2 producers, 1 consumer",
    run: concurrent(2, 1),
    expected: [20.95, 0, 0.54, 0.54, 1.22],
  },
  { name: "3 producers, 1 consumer", run: concurrent(3, 1), expected: [30, 0, 5.28, 5.25, 9.93] },
  { name: "4 producers, 1 consumer", run: concurrent(4, 1), expected: [40, 0, 10.28, 10.25, 19.6] },
  { name: "2 producers, 2 consumers", run: concurrent(2, 2), expected: [20.74, 0, 0, 0, 0] },
  { name: "3 producers, 2 consumers", run: concurrent(3, 2), expected: [21.1, 0, 0, 0.055, 0.5] },
  { name: "maxSize 1", run: concurrent(3, 1, 1), expected: [30.3, 0, 0.97, 0.95, 1.47] },
  { name: "maxSize 2", run: concurrent(3, 1, 2), expected: [30.09, 0, 1.45, undefined, undefined] },
  { name: "maxSize 3", run: concurrent(3, 1, 3), expected: [30.02, 0, 1.92, undefined, undefined] },
  { name: "maxSize 4", run: concurrent(3, 1, 4), expected: [30, 0, 2.39, undefined, undefined] },
  { name: "maxSize 5", run: concurrent(3, 1, 5), expected: [30, 0, 2.86, 2.6, 3.46] },
  {
    name: "2 producers, maxSize 10",
    run: concurrent(2, 1, 10),
    expected: [20.95, 0, 0.54, 0.54, 1.22],
  },
];

const seeds = Array.from({ length: 2_000 }, (_, seed) => seed);

/** Four standard errors of the mean, and half a unit of the table's last digit. */
function assertMean(values: readonly number[], expected: number, what: string): void {
  const center = mean(values);
  const variance = mean(values.map((value) => (value - center) ** 2));
  const digits = String(expected).split(".")[1]?.length ?? 1;
  const error = 4 * Math.sqrt(variance / values.length) + 0.5 * 10 ** -digits;
  assert.ok(
    Math.abs(center - expected) <= error,
    `${what}: ${center}, expected ${expected} ± ${error}`,
  );
}

for (const { name, run, expected } of table) {
  test(`the means over 2,000 seeds are those of the curriculum: ${name}`, () => {
    const outcomes = seeds.map(run);
    const [total, least, middle, average, most] = expected;
    const check = (what: string, of: (outcome: Outcome) => number, value: number | undefined) => {
      if (value !== undefined)
        assertMean(
          outcomes.map((outcome) => of(outcome) / 1000),
          value,
          what,
        );
    };
    check("total", ({ total }) => total, total);
    check("least response", ({ responses }) => min(responses), least);
    check("median response", ({ responses }) => median(responses), middle);
    check("mean response", ({ responses }) => mean(responses), average);
    check("largest response", ({ responses }) => max(responses), most);
  });
}

test("synchronous: the best response is 10 to 11 s, the worst is the sum of the pauses, the total 10 s more", () => {
  for (const seed of seeds.slice(0, 200)) {
    const { total, responses } = synchronous(1)(seed);
    const pauses = sum(pausesOf(seed, 1).flat());
    assert.ok(min(responses) >= 10_000 && min(responses) < 11_000);
    assert.ok(Math.abs(max(responses) - pauses) < 1e-6);
    assert.ok(Math.abs(total - pauses - 10_000) < 1e-6);
    assert.deepEqual(
      responses,
      [...responses].sort((a, b) => b - a),
    );
  }
});

test("one producer and one consumer: the total is the sum of the pauses, and nothing waits", () => {
  for (const seed of seeds.slice(0, 200)) {
    const { total, responses } = concurrent(1, 1)(seed);
    assert.ok(Math.abs(total - sum(pausesOf(seed, 1).flat())) < 1e-6);
    assert.equal(max(responses), 0);
  }
});

test("three producers: exactly 30 s whatever the seed", () => {
  for (const seed of seeds) assert.equal(concurrent(3, 1)(seed).total, 30_000);
});

test("with maxSize m no response reaches 0.5 (m + 2) seconds", () => {
  for (const maxSize of [1, 2, 3, 4, 5]) {
    const worst = max(
      seeds.slice(0, 500).map((seed) => max(concurrent(3, 1, maxSize)(seed).responses)),
    );
    assert.ok(worst < 500 * (maxSize + 2), `maxSize ${maxSize}: ${worst} ms`);
  }
});

for (const [maxSize, expected] of [
  [1, 27.9],
  [5, 21.9],
] as const) {
  test(`with maxSize ${maxSize} three producers wait for room for ${expected} s in all, on average`, async () => {
    const blocked: number[] = [];
    for (const seed of seeds.slice(0, 150)) {
      const clock = new SimulatedClock();
      const trace = new Trace(clock);
      const setting = { producers: 3, maxSize, trace, print: silent };
      await asyncVersion({ clock, random: new Random(seed), ...setting });
      const waits = lanesOf(trace)
        .flatMap((lane) => lane.segments)
        .filter(({ state }) => state === "waiting for room");
      blocked.push(sum(waits.map(({ from, to }) => to - from)) / 1000);
    }
    assertMean(blocked, expected, "blocked");
  });
}

test("nine of ten runs lie where the curriculum says", () => {
  const totals = seeds.map((seed) => synchronous(1)(seed).total / 1000);
  assert.ok(Math.abs(quantile(totals, 0.05) - 27.9) < 0.15);
  assert.ok(Math.abs(quantile(totals, 0.95) - 32.1) < 0.15);
});
