import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "./queue.ts";
import { queueRun, type QueueState } from "./queue-run.ts";
import { queueStrip, queueStripText } from "./queue-strip.ts";

const state = (change: Partial<QueueState>): QueueState => ({
  step: "put 1",
  items: [],
  waiting: [],
  handedOver: [],
  ...change,
});

const count = (svg: string, what: string) => svg.split(what).length - 1;

test("a strip has a box for each item and a circle for each who waits", () => {
  const svg = queueStrip([state({ items: ["1", "2"] }), state({ waiting: ["A", "B", "C"] })]);
  assert.match(svg, /^<svg .*role="img" aria-label="Queue, step by step".*<\/svg>$/s);
  assert.equal(count(svg, 'class="figure-item"'), 2);
  assert.equal(count(svg, 'class="figure-waiter"'), 3);
  assert.equal(count(svg, "figure-broken"), 0);
});

test("the next to be served stand in the middle: the oldest item and who has waited longest", () => {
  const svg = queueStrip([state({ items: ["1", "2"] }), state({ waiting: ["A", "B"] })]);
  const x = (name: string) =>
    Number(new RegExp(`<text x="([\\d.]+)"[^>]*>${name}<`).exec(svg)?.[1]);
  assert.ok(x("2") < x("1") && x("1") < x("A") && x("A") < x("B"));
});

test("items and waiters at the same time have a red frame and a sentence", () => {
  const svg = queueStrip([state({ items: ["2"], waiting: ["A"] })]);
  assert.equal(count(svg, 'class="figure-broken"'), 1);
  assert.match(svg, />Broken: items inside, and somebody waits</);
});

test("a problem has a red frame and is said in its own words, which are escaped", () => {
  const svg = queueStrip([state({}), state({ problem: "A got <b>, which nobody has put" })]);
  assert.equal(count(svg, 'class="figure-broken"'), 1);
  assert.match(svg, />Broken: A got &lt;b&gt;, which nobody has put</);
});

test("those who find no room in the figure are counted", () => {
  const items = Array.from({ length: 9 }, (_, i) => String(i + 1));
  const svg = queueStrip([state({ items, handedOver: ["1 → A", "2 → B", "3 → C", "4 → D"] })]);
  assert.equal(count(svg, 'class="figure-item"'), 6);
  assert.match(svg, />\+3</);
  assert.match(svg, />1 → A, 2 → B, 3 → C \+1</);
});

test("the text alternative tells every step", async () => {
  const states = await queueRun(new Queue<number>(), ["get", "put", "put"]);
  assert.equal(
    queueStripText(states),
    "3 steps. 1. A asks: no items; waiting: A. 2. put 1: 1 → A; no items; nobody waits. 3. put 2: inside: 2; nobody waits.",
  );
  assert.ok(queueStrip(states).includes(`<desc>${queueStripText(states)}</desc>`));
});

test("the text alternative names what is broken", () => {
  const text = queueStripText([state({ items: ["2"], waiting: ["A"] })]);
  assert.equal(
    text,
    "1 step. 1. put 1: inside: 2; waiting: A. Broken: items inside, and somebody waits.",
  );
});

test("nothing happened: a figure without rows", () => {
  assert.match(queueStrip([]), /<desc>0 steps\.<\/desc>/);
});

test("the figure carries its steps as rows, and what is broken only where something is", () => {
  const rows = (states: readonly QueueState[]) =>
    /<metadata>([^<]*)</.exec(queueStrip(states))?.[1]?.split("\n");
  assert.deepEqual(rows([state({ items: ["1", "2"] })]), [
    "step\titems\twho waits\thanded over",
    "put 1\t1, 2\t–\t–",
  ]);
  const broken = rows([state({ items: ["2"], waiting: ["A"] })]);
  assert.equal(broken?.[1], "put 1\t2\tA\t–\titems inside, and somebody waits");
});
