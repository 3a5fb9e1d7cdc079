import assert from "node:assert/strict";
import { test } from "node:test";
import { histogramFigure } from "./histogram-figure.ts";

const options = { title: "Medians", x: "seconds", bins: 4 };

test("bars begin and end at round values and count every value once", () => {
  const svg = histogramFigure([0, 0.4, 0.6, 1.9, 2], options);
  assert.match(svg, /Bars of 0\.5, starting from 0: 2, 1, 0, 1, 1\./);
  assert.equal(svg.match(/class="figure-bar"/g)?.length, 5);
});

test("the text alternative says how many, from where to where, and the median", () => {
  const svg = histogramFigure([1, 2, 4], options);
  assert.match(svg, /^<svg [^>]*role="img" aria-label="Medians"/);
  assert.match(svg, /<desc>3 runs by seconds: from 1\.00 to 4\.00, half of them below 2\.00\./);
});

test("the highest bar reaches the top of the plot and an empty one has no height", () => {
  const heights = [
    ...histogramFigure([0.1, 0.2, 1.4], options).matchAll(/y="(\d+)" height="(\d+)"/g),
  ];
  assert.deepEqual(
    heights.map(([, y, height]) => [y, height]),
    [
      ["36", "174"],
      ["210", "0"],
      ["123", "87"],
    ],
  );
});

test("values that are all 0 make one bar", () => {
  assert.match(histogramFigure([0, 0], options), /Bars of 0\.5, starting from 0: 2\./);
});

test("what the figure is called cannot end the attribute", () => {
  const svg = histogramFigure([1], { ...options, title: 'a "b" <c>', x: "<d>" });
  assert.match(svg, /aria-label="a &quot;b&quot; &lt;c&gt;"/);
  assert.doesNotMatch(svg, /<[cd]>/);
});

test("nothing to count, and values below 0, are refused", () => {
  assert.throws(() => histogramFigure([], options), RangeError);
  assert.throws(() => histogramFigure([1, -1], options), /values must be 0 or more, got -1/);
});

test("the figure marks the median, and carries its bars as rows", () => {
  const svg = histogramFigure([0, 0.4, 0.6, 1.9, 2], options);
  assert.match(svg, />median 0\.60</);
  assert.match(svg, /<metadata>seconds, from\tto\truns\n0\t0\.5\t2\n0\.5\t1\t1\n/);
});
