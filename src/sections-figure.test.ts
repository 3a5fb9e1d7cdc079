import assert from "node:assert/strict";
import { test } from "node:test";
import { type Section, sectionsFigure, sectionsText } from "./sections-figure.ts";

const section = (change: Partial<Section>): Section => ({
  on: "Ann",
  label: "100 → 90",
  from: 0,
  to: 5,
  broken: false,
  ...change,
});

test("sections that overlap stand one below the other, those that do not in one row", () => {
  const height = (list: readonly Section[]) =>
    Number(/viewBox="0 0 720 ([\d.]+)"/.exec(sectionsFigure(list))?.[1]);
  const apart = height([section({}), section({ from: 5, to: 9 })]);
  assert.equal(apart, height([section({})]));
  assert.ok(height([section({}), section({ from: 4, to: 9 })]) > apart);
  assert.ok(height([section({}), section({ on: "Bob" })]) > apart);
});

test("a broken section is red and says so, in the figure and in words", () => {
  const list = [section({ on: "<A>" }), section({ on: "<A>", from: 2, to: 7, broken: true })];
  const svg = sectionsFigure(list, { title: "One & two" });
  assert.match(svg, /^<svg .*aria-label="One &amp; two"/);
  assert.equal(svg.split('class="figure-broken"').length - 1, 1);
  assert.ok(svg.includes("100 → 90 ✗") && svg.includes(">&lt;A&gt;<"));
  assert.equal(
    sectionsText(list),
    "2 sections. <A>: 100 → 90 from 0 to 5 ms. " +
      "<A>: 100 → 90 from 2 to 7 ms, and somebody else came in between.",
  );
  assert.match(svg, /<metadata>on\twhat\tfrom \(ms\)\tto \(ms\)\tbroken\n/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
});

test("no sections make an empty figure, not an error", () => {
  assert.match(sectionsFigure([]), /^<svg .*0 sections\./s);
});
