import assert from "node:assert/strict";
import { test } from "node:test";
import { histogram, max, mean, median, min, quantile, sum } from "./stats.ts";

test("what a list of numbers comes to", () => {
  const values = [4, 1, 3, 2];
  assert.deepEqual(
    [sum(values), mean(values), min(values), max(values), median(values)],
    [10, 2.5, 1, 4, 2.5],
  );
  assert.deepEqual(values, [4, 1, 3, 2], "the list itself stays as it was");
});

test("a quantile between two values is taken in proportion", () => {
  assert.equal(quantile([10, 20], 0.25), 12.5);
  assert.equal(quantile([5], 0.95), 5);
  assert.equal(quantile([1, 2, 3, 4, 5], 1), 5);
});

test("a histogram counts everything once, also what lies outside", () => {
  assert.deepEqual(histogram([-1, 0, 0.5, 1, 1.5, 2, 9], { from: 0, to: 2, bins: 2 }), [3, 4]);
});

test("an empty list has no mean", () => {
  for (const of of [mean, min, max, median]) {
    assert.throws(() => of([]), new RangeError("statistics need at least one value, got none"));
  }
});
