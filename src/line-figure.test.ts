import assert from "node:assert/strict";
import { test } from "node:test";
import { lineFigure } from "./line-figure.ts";

const options = { title: "The knee", x: "load", y: "seconds" };
const rising = {
  name: "median",
  points: [
    { x: 0, y: 0 },
    { x: 2, y: 10 },
  ],
};

test("the largest values reach the ends of the axes, and both axes begin at 0", () => {
  assert.match(lineFigure([rising], options), /points="64\.0,250\.0 690\.0,40\.0"/);
});

test("the text alternative lists every point of every series", () => {
  const svg = lineFigure([rising, { ...rising, name: "slowest" }], options);
  assert.match(svg, /role="img" aria-label="The knee"/);
  assert.match(svg, /<desc>median \(seconds, by load\): 0\.00 at 0, 10\.00 at 2\. slowest \(/);
});

test("two series differ by more than their colour", () => {
  const svg = lineFigure([rising, rising], options);
  assert.match(svg, /figure-series-2"><polyline[^>]*stroke-dasharray="6 4"/);
  assert.doesNotMatch(svg, /figure-series-1"><polyline[^>]*stroke-dasharray/);
});

test("a mark is a line with a label at its place", () => {
  const svg = lineFigure([rising], { ...options, mark: { x: 1, label: "full" } });
  assert.match(svg, /figure-mark"><line x1="377" y1="40" x2="377"[^>]*\/><text[^>]*>full</);
});

test("no series, too many, and one without points are refused", () => {
  assert.throws(() => lineFigure([], options), /shows 1 to 3 series, got 0/);
  const four = [rising, rising, rising, rising].map((one, i) => ({ ...one, name: `${i}` }));
  assert.throws(() => lineFigure(four, options), /got 4/);
  assert.throws(() => lineFigure([{ ...rising, isGuide: true }], options), /got 0/);
  assert.throws(() => lineFigure([{ name: "empty", points: [] }], options), RangeError);
});

test("the figure carries its points as rows, one for each place on the x axis", () => {
  const later = { name: "slowest", points: [{ x: 2, y: 12.5 }] };
  assert.match(
    lineFigure([rising, later], options),
    /<metadata>load\tmedian \(seconds\)\tslowest \(seconds\)\n0\t0\.00\t\n2\t10\.00\t12\.50<\/metadata>/,
  );
});

test("a third series has a line and points of its own, and a guide is thin and has none", () => {
  const guide = { ...rising, name: "ideal", isGuide: true };
  const three = ["one", "two", "three"].map((name) => ({ ...rising, name }));
  const svg = lineFigure([guide, ...three], options);
  assert.match(svg, /figure-guide"><polyline[^>]*stroke-width="1\.5"[^>]*\/><\/g>/);
  assert.match(svg, /figure-series-3"><polyline[^>]*"2 3"\/><rect /);
  assert.match(svg, /<desc>ideal \(seconds/);
  const legend = [...svg.matchAll(/<text x="([\d.]+)" y="20">/g)].map(([, x]) => Number(x));
  assert.deepEqual(legend, [194, 331.5, 469, 606.5]);
});

test("a point that is named has its name beside it, in words and in the rows", () => {
  const above = { x: 2, y: 20, label: "N = 9" };
  const named = { name: "one", points: [{ x: 2, y: 10, label: "N = 5" }, above] };
  const svg = lineFigure([named], options);
  assert.match(svg, /<text x="681" text-anchor="end" y="139"[^>]*>N = 5<\/text>/);
  assert.match(
    svg,
    /<desc>one \(seconds, by load\): 10\.00 at 2 \(N = 5\), 20\.00 at 2 \(N = 9\)\./,
  );
  assert.match(svg, /\n2\t10\.00 \(N = 5\), 20\.00 \(N = 9\)<\/metadata>/);
});
