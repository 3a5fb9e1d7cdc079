import assert from "node:assert/strict";
import { test } from "node:test";
import { gather } from "./gather.ts";
import { lifetimes, lifetimesOf, lifetimesText } from "./lifetimes.ts";
import { EventLoop } from "./loop.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { sleep } from "./sleep.ts";
import { TaskGroup } from "./task-group.ts";
import type { Trace } from "./trace.ts";

/** A task that fails after 1 second beside one that needs 3, in `main`. */
async function oneFails(kind: "gather" | "group"): Promise<Trace> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const long = () => clock.sleep(3000);
  const short = async () => {
    await clock.sleep(1000);
    throw new Error("mine");
  };
  const main = async () => {
    if (kind === "gather") {
      await gather([
        loop.createTask(long, { name: "long" }),
        loop.createTask(short, { name: "<short>" }),
      ]);
    }
    await new TaskGroup().run((group) => {
      group.createTask(long, { name: "long" });
      group.createTask(short, { name: "<short>" });
    });
  };
  await assert.rejects(loop.runUntilComplete(main));
  await clock.sleep(5000);
  return loop.trace;
}

test("tasks stand inside the one that created them, with their ends", async () => {
  const [main, ...others] = lifetimesOf(await oneFails("group"));
  assert.deepEqual(others, []);
  assert.deepEqual([main?.name, main?.ending, main?.to], ["main", "failed", 1000]);
  assert.deepEqual(
    main?.children.map(({ name, from, to, ending, closedAt }) => [
      name,
      from,
      to,
      ending,
      closedAt,
    ]),
    [
      ["long", 0, 1000, "cancelled", 1000],
      ["<short>", 0, 1000, "failed", 1000],
    ],
  );
});

test("what a gather leaves behind sticks out, and is drawn and said to do so", async () => {
  const trace = await oneFails("gather");
  const figure = lifetimes(trace, { title: "Left" });
  assert.match(figure, /^<svg .*aria-label="Left"/);
  assert.equal(figure.split('class="figure-broken"').length - 1, 1);
  assert.ok(figure.includes(">returned, too late<") && figure.includes(">&lt;short&gt;<"));
  assert.doesNotMatch(figure, /NaN|undefined|Infinity|<short>/);
  assert.equal(
    lifetimesText(trace),
    "3 tasks. main: from 0.00 to 1.00 s, failed. " +
      "long: from 0.00 to 3.00 s, inside main, returned, and sticks out by 2.00 s. " +
      "<short>: from 0.00 to 1.00 s, inside main, failed.",
  );
  assert.ok(figure.includes("<metadata>task\tinside\tfrom (s)\tto (s)\tended\toutside (s)\n"));
  assert.ok(figure.includes("long\tmain\t0.00\t3.00\treturned\t2.00"));
});

test("of a group no box sticks out", async () => {
  assert.doesNotMatch(lifetimes(await oneFails("group")), /figure-broken|too late/);
});

test("a task that still runs lasts until the last record; one that never started is left out", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  await loop.runUntilComplete(async () => {
    void loop.createTask(() => new Promise<void>(() => {}), { name: "stuck" });
    loop.createTask(() => clock.sleep(1), { name: "too late" }).cancel();
    await clock.sleep(10);
  });
  const [main] = lifetimesOf(loop.trace);
  assert.deepEqual(
    main?.children.map(({ name, to, ending }) => [name, to, ending]),
    [["stuck", 10, "still runs"]],
  );
});

test("a task of a group is inside the group's owner, whoever created it", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  await loop.runUntilComplete(async () => {
    await new TaskGroup().run((group) => {
      const late = () => void group.createTask(() => clock.sleep(50), { name: "late" });
      const first = async () => {
        await clock.sleep(10);
        late();
      };
      group.createTask(first, { name: "first" });
    });
  });
  const [main] = lifetimesOf(loop.trace);
  assert.deepEqual(
    main?.children.map(({ name }) => name),
    ["first", "late"],
  );
  assert.doesNotMatch(lifetimes(loop.trace), /figure-broken/);
});

test("a run of less than a second is told in milliseconds", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  await loop.runUntilComplete(() => clock.sleep(20));
  assert.equal(lifetimesText(loop.trace), "1 task. main: from 0 to 20 ms, returned.");
  assert.match(
    lifetimes(loop.trace),
    />milliseconds<.*main\t–\t0\t20\treturned|main\t–\t0\t20\treturned.*>milliseconds</s,
  );
});

test("a trace without tasks makes an empty figure, not an error", () => {
  const trace = new EventLoop({ clock: new SimulatedClock() }).trace;
  assert.match(lifetimes(trace), /^<svg .*0 tasks\./s);
});

test("the end of a life shorter than its name is told behind the name, not on it", async () => {
  const loop = new EventLoop({ clock: new SimulatedClock() });
  const life = (name: string, ms: number) => loop.createTask(() => sleep(ms), { name });
  await loop.runUntilComplete(gather([life("contender 1", 1), life("long", 1000)]));
  const svg = lifetimes(loop.trace);
  const place = (words: string) =>
    Number(new RegExp(`<text x="([\\d.]+)"[^>]*>${words}<`).exec(svg)?.[1]);
  assert.ok(place("returned") >= place("contender 1") + 11 * 6.5);
});
