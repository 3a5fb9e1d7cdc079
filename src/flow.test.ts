import assert from "node:assert/strict";
import { test } from "node:test";
import { Flow } from "./flow.ts";
import { flowFigure, flowText } from "./flow-figure.ts";
import { SimulatedClock } from "./simulated-clock.ts";

async function* letters(clock: SimulatedClock): AsyncGenerator<string> {
  for (const letter of ["a", "<b>"]) {
    yield letter;
    await clock.sleep(10);
  }
}

test("a flow notes who asks, what comes, and the end", async () => {
  const clock = new SimulatedClock();
  const flow = new Flow(clock, ["source", "reader"]);
  const got: string[] = [];
  for await (const letter of flow.watch("source", letters(clock))) got.push(letter);
  assert.deepEqual(got, ["a", "<b>"]);
  assert.deepEqual(
    flow.steps.map(({ at, kind, item }) => [at, kind, item].join(" ").trim()),
    ["0 asks", "0 item a", "0 asks", "10 item <b>", "10 asks", "20 end"],
  );
  assert.match(flowText(flow), /^At 0 ms reader asks source\. At 0 ms source gives a to reader\./);
});

test("who leaves early is noted, and the source is closed", async () => {
  const clock = new SimulatedClock();
  const flow = new Flow(clock, ["source", "double", "reader"]);
  let isClosed = false;
  async function* source(): AsyncGenerator<number> {
    try {
      await clock.sleep(1);
      yield 1;
    } finally {
      isClosed = true;
    }
  }
  for await (const one of flow.watch("double", source())) if (one === 1) break;
  assert.ok(isClosed);
  assert.match(flowText(flow), /reader leaves and closes double\.$/);
});

test("the figure has an arrow for each step, says the same in words and numbers, and escapes what comes", async () => {
  const clock = new SimulatedClock();
  const flow = new Flow(clock, ["source", "reader"]);
  for await (const letter of flow.watch("source", letters(clock))) assert.ok(letter);
  const svg = flowFigure(flow, { title: "A & B" });
  assert.match(svg, /^<svg .*aria-label="A &amp; B"/);
  assert.equal(svg.split('class="step"').length - 1, flow.steps.length);
  assert.equal(svg.split("> ms<").length + svg.split(" ms</text>").length - 2, 3);
  assert.match(svg, />&lt;b&gt;</);
  assert.ok(!svg.includes("<b>"));
  assert.match(svg, /<metadata>ms\twhat happens\n0\treader asks source\n/);
  assert.match(flowFigure(new Flow(clock, ["alone"])), /^<svg/);
});

test("only a stage that somebody reads from can be watched", () => {
  const flow = new Flow(new SimulatedClock(), ["source", "reader"]);
  for (const stage of ["reader", "nobody"]) {
    assert.throws(() => flow.watch(stage, letters(new SimulatedClock())), {
      name: "RangeError",
      message: `a stage from which another one reads must be one of source, got ${stage}`,
    });
  }
});
