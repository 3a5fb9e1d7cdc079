import assert from "node:assert/strict";
import { test } from "node:test";
import { amdahl } from "./amdahl.ts";

test("what can be split as you like becomes as many times faster as there are workers", () => {
  assert.equal(amdahl(0, 7), 7);
  assert.equal(amdahl(0, Infinity), Infinity);
});

test("what only one can do becomes no faster", () => {
  assert.equal(amdahl(1, 1000), 1);
});

test("one worker is as fast as one worker, whatever the share", () => {
  for (const share of [0, 0.2, 0.8, 1]) assert.ok(Math.abs(amdahl(share, 1) - 1) < 1e-12);
});

test("the course's example: with 80 % for one, two workers give 1.11 and infinitely many 1.25", () => {
  assert.equal(amdahl(0.8, 2).toFixed(4), "1.1111");
  assert.equal(amdahl(0.8, Infinity), 1.25);
});

test("more workers are never slower, and never reach the bound", () => {
  for (let workers = 1; workers < 100; workers++) {
    assert.ok(amdahl(0.1, workers + 1) > amdahl(0.1, workers));
    assert.ok(amdahl(0.1, workers) < amdahl(0.1, Infinity));
  }
});

test("a share or a number of workers that cannot be is refused", () => {
  assert.throws(() => amdahl(-0.1, 2), { name: "RangeError", message: /from 0 to 1, got -0.1/ });
  assert.throws(() => amdahl(80, 2), { name: "RangeError", message: /from 0 to 1, got 80/ });
  assert.throws(() => amdahl(0.5, 0), { name: "RangeError", message: /1 or more, got 0/ });
  assert.throws(() => amdahl(0.5, NaN), { name: "RangeError", message: /1 or more, got NaN/ });
});
