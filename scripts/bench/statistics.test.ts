import assert from "node:assert/strict";
import { test } from "node:test";
import { median, noise, ratio } from "./statistics.ts";

test("the median is the middle value, whatever the order, and one wild value does not move it", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 11, 12, 13, 9000]), 12);
  assert.equal(median([7]), 7);
});

test("of an even number of values the median lies between the two in the middle", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test("no values have no median", () => {
  assert.throws(() => median([]), new RangeError("the median of no values does not exist"));
});

test("the median leaves the values in their order, which is that of the rounds", () => {
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test("noise is half the distance from least to most, as a part of the median", () => {
  assert.equal(noise([90, 100, 110]), 0.1);
  assert.equal(noise([5, 5, 5]), 0);
});

test("a ratio is taken round by round: a round that was slow for both does not count", () => {
  assert.equal(ratio([20, 200, 20], [10, 100, 10]), 2);
  assert.equal(ratio([20, 30, 90], [10, 10, 10]), 3);
});

test("with rounds missing on one side, the ratio is that of the medians", () => {
  assert.equal(ratio([20, 20, 20], [10]), 2);
});
