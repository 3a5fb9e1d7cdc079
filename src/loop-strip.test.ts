import assert from "node:assert/strict";
import { test } from "node:test";
import { type LoopState, loopStrip, loopStripText } from "./loop-strip.ts";

const state = (change: Partial<LoopState>): LoopState => ({
  at: 0,
  runs: "tea",
  lists: { microtasks: [], timers: [] },
  output: [],
  ...change,
});

const count = (svg: string, what: string) => svg.split(what).length - 1;

test("a strip has a column for each list and a box for who runs and for each who waits", () => {
  const svg = loopStrip([state({ lists: { microtasks: ["milk"], timers: ["tea", "egg"] } })]);
  assert.match(svg, /^<svg .*role="img" aria-label="Event loop, step by step".*<\/svg>$/s);
  assert.match(svg, />microtasks<.*>timers</s);
  assert.equal(count(svg, 'class="figure-entry"'), 4);
});

test("who finds no room in a column is counted", () => {
  const many = ["one", "two", "three", "four", "five", "six", "seven"];
  const svg = loopStrip([state({ lists: { microtasks: many, timers: ["tea"] } })]);
  const drawn = count(svg, 'class="figure-entry"') - 2;
  assert.ok(drawn >= 1 && drawn < many.length);
  assert.match(svg, new RegExp(`>\\+${many.length - drawn}<`));
});

test("names are escaped, and the figure carries its words and its numbers", () => {
  const svg = loopStrip([state({ at: 5, runs: "<b>", output: ["hot & sweet"] })]);
  assert.ok(!svg.includes("<b>"));
  assert.match(svg, /<desc>1 step\. 1\. At 5 ms &lt;b&gt; runs and says hot &amp; sweet; nobody/);
  assert.match(svg, /<metadata>ms\truns\tmicrotasks\ttimers\toutput\n5\t&lt;b&gt;\t–\t–\thot/);
});

test("the words say who waits where", () => {
  const lists = { microtasks: ["milk", "egg"], timers: [] };
  assert.equal(
    loopStripText([state({ lists }), state({ at: 10 })]),
    "2 steps. 1. At 0 ms tea runs; microtasks: milk, egg. 2. At 10 ms tea runs; nobody waits.",
  );
});

test("no states make an empty strip, not an error", () => {
  assert.match(loopStrip([]), /^<svg .*0 steps\./s);
});
