import assert from "node:assert/strict";
import { test } from "node:test";
import { backlog, itemPaths, lanesOf } from "./lanes.ts";
import { gather } from "./gather.ts";
import { EventLoop } from "./loop.ts";
import { littlesLaw, responseTimes, utilisation } from "./metrics.ts";
import { asyncVersion, syncVersion } from "./program.ts";
import { Queue } from "./queue.ts";
import { Random } from "./random.ts";
import { silent } from "./report.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { timeline } from "./timeline.ts";
import { timelineText } from "./timeline-text.ts";
import { Trace } from "./trace.ts";

/** Two items: made at 0 and 1,000; the consumer works 500 ms on each. */
async function twoItems(): Promise<Trace> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const random = new Random(1);
  random.stream = () => Object.assign(new Random(1), { duration: () => 1000 });
  await asyncVersion({ clock, random, trace, n: 2, print: silent });
  return trace;
}

test("lanes say what each task did in each stretch of time", async () => {
  const [producer, consumer] = lanesOf(await twoItems());
  assert.deepEqual(
    producer?.segments.map(({ from, to, state }) => [from, to, state]),
    [
      [0, 1000, "sleeping"],
      [1000, 2000, "sleeping"],
    ],
  );
  assert.deepEqual(
    consumer?.segments.map(({ from, to, state }) => [from, to, state]),
    [
      [0, 500, "sleeping"],
      [500, 1000, "waiting"],
      [1000, 1500, "sleeping"],
      [1500, 2000, "waiting"],
    ],
  );
  assert.deepEqual([producer?.role, consumer?.role], ["producer", "consumer"]);
});

test("items lead from who made them to who processed them", async () => {
  const paths = itemPaths(await twoItems());
  assert.deepEqual(paths, [
    { item: 0, madeBy: 1, madeAt: 0, processedBy: 2, processedAt: 0 },
    { item: 1, madeBy: 1, madeAt: 1000, processedBy: 2, processedAt: 1000 },
  ]);
});

test("the backlog counts what was made and not yet taken up", () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  syncVersion({ clock, trace, random: new Random(1), n: 3, print: silent });
  const values = backlog(trace).map((step) => step.value);
  assert.deepEqual(values, [1, 2, 3, 2, 1, 0]);
});

test("a wait that never ends lasts until the last record", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const stuck = new Queue<number>({ name: "data" });
  const program = trace.run(async () => {
    await Promise.all([
      trace.task("taker", () => stuck.get()),
      trace.task("other", () => clock.sleep(9)),
    ]);
  });
  await assert.rejects(program);
  assert.deepEqual(lanesOf(trace)[0]?.segments, [
    { from: 0, to: 9, state: "waiting", what: "an item in data" },
  ]);
});

test("the timeline is a pure function of the trace, with a text alternative", async () => {
  const trace = await twoItems();
  const figure = timeline(trace, { title: 'Two <items> & "one" run' });
  assert.equal(figure, timeline(await twoItems(), { title: 'Two <items> & "one" run' }));
  assert.match(figure, /aria-label="Two &lt;items&gt; &amp; &quot;one&quot; run"/);
  assert.ok(figure.includes(`<desc>${timelineText(trace)}</desc>`));
  assert.match(figure, /role="img"/);
  assert.doesNotMatch(figure, /NaN|undefined|Infinity/);
});

test("the figure carries its numbers: a line for each item", async () => {
  const [carried] = /<metadata>[^<]*<\/metadata>/.exec(timeline(await twoItems())) ?? [];
  assert.equal(
    carried,
    "<metadata>item\tmade by\tmade at (s)\ttaken by\ttaken at (s)\twaited (s)\n" +
      "1\tproducer\t0.00\tconsumer\t0.00\t0.00\n2\tproducer\t1.00\tconsumer\t1.00\t0.00</metadata>",
  );
});

test("of a run without items the numbers are the stretches of its tasks", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const stuck = new Queue<number>({ name: "a\tb" });
  const program = trace.run(async () => {
    await Promise.all([
      trace.task("taker", () => stuck.get()),
      trace.task("other", () => clock.sleep(9)),
    ]);
  });
  await assert.rejects(program);
  trace.task("third", () => clock.sleepSync(20));
  const rows = /<metadata>([^<]*)</.exec(timeline(trace))?.[1]?.split("\n").slice(1);
  assert.deepEqual(rows, [
    "taker\t0.00\t0.03\twaits for an item in a b",
    "other\t0.00\t0.01\tsleeps",
    "third\t0.01\t0.03\tholds the thread",
  ]);
});

test("the text alternative says what the figure shows", async () => {
  assert.equal(
    timelineText(await twoItems()),
    "2 tasks over 2.00 seconds. producer: from 0.00 to 2.00 s, 2.00 s sleeping. " +
      "consumer: from 0.00 to 2.00 s, 1.00 s sleeping, 1.00 s waiting. " +
      "2 items; response times 0.00 to 0.00 s, median 0.00 s. At most 0 items waiting at once.",
  );
});

test("a task that waits for several others at once waits once", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const children = [10, 20].map((ms) =>
    loop.createTask(() => clock.sleep(ms), { name: `<${ms}>` }),
  );
  const boss = loop.createTask(async () => void (await gather(children)), { name: "boss" });
  await loop.runUntilComplete(gather([...children, boss]));
  assert.match(timelineText(loop.trace), /boss: from 0.00 to 0.02 s, 0.02 s waiting\./);
  assert.doesNotMatch(timeline(loop.trace), /<10>/);
});

test("an empty trace gives an empty figure, not an error", () => {
  const trace = new Trace(new SimulatedClock());
  assert.match(timeline(trace), /^<svg .*<\/svg>$/s);
  assert.equal(timelineText(trace), "0 tasks over 0.00 seconds.");
});

test("the figure draws a mark for each item and each state", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  await asyncVersion({
    clock,
    trace,
    random: new Random(3),
    producers: 3,
    maxSize: 1,
    n: 4,
    print: silent,
  });
  const figure = timeline(trace);
  const count = (pattern: RegExp) => figure.match(pattern)?.length ?? 0;
  assert.equal(count(/class="response"/g), 12);
  assert.match(figure, />waits for room</);
  assert.match(figure, />sleeps</);
});

test("response times, utilisation and Little's law are measured on the trace", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const outcome = await asyncVersion({
    clock,
    trace,
    random: new Random(5),
    producers: 3,
    print: silent,
  });
  assert.deepEqual(responseTimes(trace), outcome.responses);
  assert.equal(utilisation(trace, "consumer"), 1);
  const { itemsWaiting, arrivalsPerSecond, secondsWaiting } = littlesLaw(trace);
  assert.equal(arrivalsPerSecond, 2);
  assert.ok(Math.abs(itemsWaiting - arrivalsPerSecond * secondsWaiting) < 1e-9);
});

test("the utilisation of an unknown task is refused, and the known ones are named", async () => {
  const trace = await twoItems();
  assert.throws(
    () => utilisation(trace, "cook"),
    new RangeError("no task of this trace is called cook; there are: producer, consumer"),
  );
});

test("the legend's last entry stays inside the figure when there are three states", async () => {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const setting = { n: 3, producers: 3, maxSize: 1, print: silent };
  await asyncVersion({ clock, random: new Random(1), trace, ...setting });
  const svg = timeline(trace);
  assert.match(svg, />waits for room</);
  const at = Number(/x="(\d+)"[^>]*>an item, from made to taken/.exec(svg)?.[1]);
  assert.ok(at + 200 < 720, `its text begins at ${at} of 720`);
});
