import assert from "node:assert/strict";
import { test } from "node:test";
import { Checks, type Exercise, failed, passed } from "./check.ts";
import { Heartbeat } from "./heartbeat.ts";
import { openLesson } from "./lesson.ts";
import { type Answer, Predictions } from "./prediction.ts";
import { Report, seconds } from "./report.ts";
import { linearScale } from "./scale.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { markdownTable } from "./table.ts";
import { Trace } from "./trace.ts";

const isSeven: Exercise<number> = {
  id: "0.1",
  title: "the number seven",
  hints: ["It is odd.", "It is more than five.", "It is seven."],
  judge: (answer) => (answer === 7 ? passed("it is") : failed(`${answer} is not seven`, "<svg/>")),
};

function checks() {
  const lines: string[] = [];
  const figures: string[] = [];
  const all = new Checks(
    (svg) => void figures.push(svg),
    (line) => void lines.push(line),
  );
  return { lines, figures, all };
}

test("a right answer passes", async () => {
  const { lines, figures, all } = checks();
  assert.equal(await all.check(isSeven, 7), true);
  assert.deepEqual([lines, figures], [["✓ 0.1 the number seven: it is"], []]);
});

test("each failed attempt shows the next hint, and the last one stays", async () => {
  const { lines, figures, all } = checks();
  for (let attempt = 0; attempt < 4; attempt++) assert.equal(await all.check(isSeven, 6), false);
  assert.deepEqual(
    lines.filter((line) => line.startsWith("Hint")),
    [
      "Hint 1 of 3: It is odd.",
      "Hint 2 of 3: It is more than five.",
      "Hint 3 of 3: It is seven.",
      "Hint 3 of 3: It is seven.",
    ],
  );
  assert.equal(lines[0], "✗ 0.1 not yet: 6 is not seven");
  assert.equal(figures.length, 4);
});

test("an answer that throws has not passed, and what it threw is shown", async () => {
  const { lines, all } = checks();
  const calls: Exercise<() => number> = { ...isSeven, judge: (answer) => isSeven.judge(answer()) };
  const boom = () => {
    throw new TypeError("boom");
  };
  assert.equal(await all.check(calls, boom), false);
  assert.equal(lines[0], "✗ 0.1 not yet: your answer threw TypeError: boom");
});

function revealed(answer: Answer | undefined, actual: string | number | boolean, because?: string) {
  const lines: string[] = [];
  const predictions = new Predictions((line) => void lines.push(line));
  if (answer !== undefined) predictions.predict("9.a", answer);
  predictions.reveal("9.a", actual, because);
  return lines;
}

test("a prediction is compared with the run, never graded", () => {
  assert.deepEqual(revealed(30, 29.43), [
    "Prediction 9.a: 30. Now run the next cell.",
    "Prediction 9.a: 30",
    "The run says:   29.43",
    "They agree.",
  ]);
  assert.deepEqual(revealed(true, true).at(-1), "They agree.");
});

test("who predicted something else is asked for the reason", () => {
  assert.match(revealed(20, 30).at(-1) ?? "", /^They differ\. Why\? Add your reason/);
  assert.equal(
    revealed(20, 30, "I forgot the service").at(-1),
    "They differ, because I forgot the service",
  );
  assert.match(revealed("a", "b").at(-1) ?? "", /^They differ/);
});

test("without a prediction the result is shown all the same, so that a lesson runs from top to bottom", () => {
  assert.deepEqual(revealed(undefined, 0), ["Prediction 9.a: none yet", "The run says:   0"]);
  assert.match(revealed(null, 0)[0] ?? "", /write your answer in place of null/);
});

test("a report prints the lecture's lines in its colours", () => {
  const lines: string[] = [];
  const clock = new SimulatedClock();
  const report = new Report(clock, (line) => void lines.push(line));
  report.started();
  const item = report.generated(7);
  clock.sleepSync(120);
  report.processed(item);
  clock.sleepSync(19_880);
  report.exiting();
  assert.deepEqual(lines, [
    "\u001b[97mApp started.\u001b[39m",
    "\u001b[93m -- generated item 7\u001b[39m",
    "\u001b[96m +++ Processed value 49 after 0.12 sec.\u001b[39m",
    "\u001b[97mApp exiting, total time: 20.00 sec.\u001b[39m",
  ]);
  assert.deepEqual([report.responses, seconds(report.total)], [[120], "20.00"]);
});

test("a heart beats while others sleep, not while somebody holds the thread, and stops when told", async () => {
  const clock = new SimulatedClock();
  const heartbeat = new Heartbeat(clock, 10);
  clock.sleepSync(1_000);
  assert.equal(heartbeat.beats, 0);
  await clock.sleep(100);
  assert.equal(heartbeat.beats, 10);
  heartbeat.stop();
  await clock.sleep(100);
  assert.equal(heartbeat.beats, 10);
});

test("an opened lesson shows figures and tables through the notebook's display", () => {
  const shown: string[] = [];
  const display = {
    svg: (s: string) => void shown.push(s),
    markdown: (s: string) => void shown.push(s),
  };
  const { draw, table } = openLesson(display);
  draw(new Trace(new SimulatedClock()), { title: "nothing" });
  table([{ a: 1 }]);
  assert.match(shown[0] ?? "", /aria-label="nothing"/);
  assert.equal(shown[1], "| a |\n| ---: |\n| 1 |");
});

test("a table aligns numbers to the right and gives a column the decimals it needs", () => {
  const rows = [
    { name: "a|b", whole: 1, part: 1 },
    { name: "c", whole: 20, part: 0.125 },
  ];
  assert.equal(
    markdownTable(rows),
    "| name | whole | part |\n| --- | ---: | ---: |\n| a\\|b | 1 | 1.00 |\n| c | 20 | 0.13 |",
  );
  assert.throws(
    () => markdownTable([]),
    new RangeError("a table needs at least one row, got none"),
  );
});

test("an axis is marked at round values", () => {
  assert.deepEqual(linearScale(30_000, 0, 300).ticks(10), [0, 5e3, 10e3, 15e3, 20e3, 25e3, 30e3]);
  assert.deepEqual(linearScale(0.3, 0, 300).ticks(3), [0, 0.1, 0.2, 0.3]);
  assert.equal(linearScale(30_000, 100, 400)(15_000), 250);
  assert.deepEqual(linearScale(0, 0, 300).ticks(2), [0, 0.5, 1]);
});
