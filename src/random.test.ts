import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "./random.ts";
import { histogram, mean } from "./stats.ts";

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

test("the same seed gives the same numbers, another seed gives others", () => {
  assert.deepEqual(draw(new Random(7), 100), draw(new Random(7), 100));
  assert.notDeepEqual(draw(new Random(7), 100), draw(new Random(8), 100));
});

test("numbers lie between 0 and 1 and are spread evenly", () => {
  const numbers = draw(new Random(1), 100_000);
  const tenths = histogram(numbers, { from: 0, to: 1, bins: 10 });
  for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 500, `a tenth holds ${count}`);
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
});

test("integers include both ends", () => {
  const random = new Random(3);
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(2, 4)));
  assert.deepEqual([...seen].sort(), [2, 3, 4]);
});

test("durations are whole microseconds within their bounds", () => {
  const random = new Random(5);
  const durations = Array.from({ length: 10_000 }, () => random.duration(500, 1500));
  assert.ok(
    durations.every(
      (ms) => ms >= 500 && ms <= 1500 && Number.isInteger(Math.round(ms * 1e6) / 1e3),
    ),
  );
  assert.ok(Math.abs(mean(durations) - 1000) < 10);
});

test("streams of one seed differ from each other and do not depend on who draws first", () => {
  const first = new Random(2);
  first.next();
  assert.deepEqual(draw(first.stream(1), 10), draw(new Random(2).stream(1), 10));
  assert.notDeepEqual(draw(first.stream(1), 10), draw(first.stream(2), 10));
});

for (const seed of [-1, 1.5, NaN]) {
  test(`a seed of ${seed} is refused`, () => {
    assert.throws(
      () => new Random(seed),
      new RangeError(`a seed must be a whole number from 0, got ${seed}`),
    );
  });
}
