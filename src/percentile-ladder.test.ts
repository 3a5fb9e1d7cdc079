import assert from "node:assert/strict";
import { test } from "node:test";
import { percentileLadder } from "./percentile-ladder.ts";

const options = { title: "Closed and open", x: "ms" };
const hundred = Array.from({ length: 101 }, (_, i) => i);
const closed = { name: "closed", values: hundred };
const open = { name: "open", values: hundred.map((value) => value * 2) };

test("each rung says within what so many of the values lie, and the largest reaches the end", () => {
  const svg = percentileLadder([closed, open], options);
  assert.match(
    svg,
    /<desc>closed, 101 values \(ms\): 50 % within 50, 90 % within 90, 99 % within 99, all within 100\. open/,
  );
  const widths = [...svg.matchAll(/<rect x="112" y="\d+" width="([\d.]+)"/g)].map(([, w]) => w);
  assert.deepEqual(widths.slice(0, 8), [
    ...["134.5", "242.1", "266.31", "269"],
    ...["269", "484.2", "532.62", "538"],
  ]);
});

test("two runs differ by more than their colour", () => {
  const svg = percentileLadder([closed, open], options);
  assert.equal(svg.match(/class="figure-bar-2"[^>]*fill-opacity="0\.45"/g)?.length, 5);
  assert.doesNotMatch(svg, /class="figure-bar"[^>]*fill-opacity/);
});

test("the figure carries its rungs as rows", () => {
  assert.match(
    percentileLadder([closed, open], options),
    /<metadata>\tclosed \(ms\)\topen \(ms\)\n50 % within\t50\t100\n90 % within\t90\t180\n/,
  );
});

test("no run, too many, and one without values are refused", () => {
  assert.throws(() => percentileLadder([], options), /shows 1 or 2 runs, got 0/);
  assert.throws(() => percentileLadder([closed, open, open], options), /got 3/);
  assert.throws(() => percentileLadder([{ name: "none", values: [] }], options), RangeError);
});
