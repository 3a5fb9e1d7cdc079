import assert from "node:assert/strict";
import { test } from "node:test";
import { responseStrips } from "./response-strips.ts";

const barTops = (svg: string) =>
  [...svg.matchAll(/y1="(\d+)" x2="[\d.]+" y2="(\d+)" stroke="#0b7fa5"/g)].map(
    ([, bottom, top]) => Number(bottom) - Number(top),
  );

test("all strips have the same scale, and a response of 0 still leaves a mark", () => {
  const svg = responseStrips([
    { name: "a", responses: [0, 1000] },
    { name: "b", responses: [2000] },
  ]);
  assert.deepEqual(barTops(svg), [1, 22, 44]);
});

test("the text alternative describes each run", () => {
  const svg = responseStrips([{ name: "1p & 1c", responses: [0, 500, 1500] }], { title: "Strips" });
  assert.match(svg, /role="img" aria-label="Strips"/);
  assert.match(
    svg,
    /<desc>1p &amp; 1c: 3 items, response times 0\.00 to 1\.50 s, median 0\.50 s\.<\/desc>/,
  );
});

test("no runs, and a run without items, are refused", () => {
  assert.throws(() => responseStrips([]), RangeError);
  assert.throws(() => responseStrips([{ name: "a", responses: [] }]), RangeError);
});

test("the figure carries the responses as rows; a run that is over leaves its cells empty", () => {
  const svg = responseStrips([
    { name: "a", responses: [500, 1000] },
    { name: "b", responses: [250] },
  ]);
  assert.match(svg, /<metadata>item\ta \(s\)\tb \(s\)\n1\t0\.50\t0\.25\n2\t1\.00\t<\/metadata>/);
});
