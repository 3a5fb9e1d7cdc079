import assert from "node:assert/strict";
import { test } from "node:test";
import { gather } from "./gather.ts";
import { lanesOf } from "./lanes.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { leftRunning } from "./timeline-stop.ts";
import { timeline } from "./timeline.ts";

/** "short" sleeps until 600 ms, "long" until 1,000; the program waits for the short one only. */
async function twoSleepers() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const create = (name: string, ms: number) => loop.createTask(() => clock.sleep(ms), { name });
  const [short] = [create("short", 600), create("long", 1000)];
  await loop.runUntilComplete(gather([short]));
  await clock.sleep(1000);
  return loop.trace;
}

test("what goes on after the end is left running, and is named in the text", async () => {
  const trace = await twoSleepers();
  const stop = { at: 500, over: 600 };
  const names = leftRunning(lanesOf(trace), stop).map(({ name }) => name);
  assert.deepEqual(names, ["long"]);
  const svg = timeline(trace, { stop });
  assert.match(svg, /Told to stop at 0\.50 s, over at 0\.60 s; left running: long\./);
  assert.equal(svg.match(/class="orphan"/g)?.length, 1);
  assert.equal(svg.match(/class="after-stop"/g)?.length, 2);
});

test("a stop after which nobody does anything marks nothing but the instant", async () => {
  const svg = timeline(await twoSleepers(), { stop: { at: 1000, over: 1000 } });
  assert.match(svg, /stop and over/);
  assert.match(svg, /left running: nobody/);
  assert.doesNotMatch(svg, /orphan|after-stop/);
});

test("without a stop a timeline is what it was", async () => {
  assert.doesNotMatch(timeline(await twoSleepers()), /class="stop"/);
});

test("without items there is a line for the words of a stop above the numbers of the axis", async () => {
  const svg = timeline(await twoSleepers(), { stop: { at: 500, over: 600 } });
  const line = (words: string) =>
    Number(new RegExp(`<text[^>]* y="([\\d.]+)"[^>]*>${words}<`).exec(svg)?.[1]);
  for (const words of ["stop", "over"]) assert.ok(line("seconds") >= line(words) + 14, words);
});
