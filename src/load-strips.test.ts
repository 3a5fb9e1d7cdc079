import assert from "node:assert/strict";
import { test } from "node:test";
import { loadStrips } from "./load-strips.ts";

const runs = [
  { name: "a", calls: [0, 100, 900, 1000, 5000], bands: [{ from: 0, to: 1500, label: "down" }] },
  { name: "b & c", calls: [1999] },
];

test("all strips have the same scale, and calls after the end are left out", () => {
  const svg = loadStrips(runs, { title: "Load", until: 2000 });
  const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)" class="figure-bar"/g)];
  assert.deepEqual(
    heights.map(([, height]) => Math.round(Number(height))),
    [52, 17, 0, 17],
  );
});

test("bars can be cut off at a height; what they stand for is still said", () => {
  const svg = loadStrips(runs, { title: "Load", until: 2000, most: 1 });
  const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)" class="figure-bar"/g)];
  assert.deepEqual(
    heights.map(([, height]) => Number(height)),
    [52, 52, 0, 52],
  );
  assert.match(svg, /max 3 per s/);
});

test("it says in words and in rows how many calls came, and what held when", () => {
  const svg = loadStrips(runs, { title: "Load", until: 2000 });
  assert.match(svg, /a: 4 calls, at most 3 in a second; down from 0\.0 to 1\.5 s\./);
  assert.match(svg, /b &amp; c: 1 calls, at most 1 in a second\./);
  assert.match(svg, /second\ta \(calls\)\tb &amp; c \(calls\)\n0\t3\t0\n1\t1\t1/);
});

test("no runs, and an end that is no whole second, are refused", () => {
  assert.throws(() => loadStrips([], { title: "Load", until: 1000 }), RangeError);
  assert.throws(() => loadStrips(runs, { title: "Load", until: 1500 }), RangeError);
});
