import { readFileSync } from "node:fs";
import type { CourseEntry, Lesson } from "../../lesson/lesson.ts";
import { code, entryOf, lessonOf, printed, shown, text } from "./notebooks.ts";

const testdata = (name: string): string =>
  readFileSync(new URL(`../../testdata/site/${name}`, import.meta.url), "utf8");

/** A lesson with everything that lessons have, in the length that lessons have. */
export function sampleLesson(): Lesson {
  return lessonOf(
    "05-three-producers",
    [...opening(), ...middle(), ...closing()],
    "Three producers, one consumer",
  );
}

export function sampleCourse(): { lessons: readonly Lesson[]; course: readonly CourseEntry[] } {
  const first = lessonOf("01-all-the-making", [
    text("title", "# All the making\n\nOne after another."),
  ]);
  const lessons = [{ ...first, title: "All the making, then all the using" }, sampleLesson()];
  return {
    lessons,
    course: lessons.map((lesson, i) => entryOf(lesson, i === 0 ? [] : ["5.1", "5.2"])),
  };
}

/** The page beside the lessons, with one row. */
export function sampleMap(): Lesson {
  const page = lessonOf(
    "asyncio",
    [
      text("title", "# From asyncio to TypeScript\n\nOne idea a row."),
      text(
        "map",
        "## The map\n\n| Idea | Python | TypeScript | Interleave | What is not the same |\n| --- | --- | --- | --- | --- |\n| [A queue](#A-queue) | `asyncio.Queue(maxsize=1)` | nothing built in | `Queue`, `Queue.put` | `await put` switches tasks in TypeScript, where there is room as well. |",
      ),
      text(
        "queue-intro",
        "## A queue\n\nAs in [the first lesson](../../../notebooks/01-all-the-making.ipynb).\n\n```python\nawait q.put(1)\n```",
      ),
      code("queue", "await new Queue<number>().put(1);", [printed("put\n")]),
    ],
    "From asyncio to TypeScript",
  );
  return { ...page, number: 0, file: "scripts/site/asyncio/asyncio.ipynb" };
}

function opening() {
  return [
    text(
      "title",
      "# Three producers, one consumer\n\nThree tasks make items and one uses them. The work is trebled, the time is not: thirty seconds, whatever the dice say.",
    ),
    text(
      "goal",
      "- Predict when a **consumer** becomes the bottleneck.\n- Read a *response time* from a lane chart.\n- Say why more producers make nobody faster.",
      ["goal"],
    ),
    text(
      "story",
      "## Who is the bottleneck?\n\nIn [the first lesson](01-all-the-making.ipynb#title) one producer kept the thread to itself. Now three of them `await` their pauses, and the consumer takes an item whenever there is one; press <kbd>Shift</kbd>+<kbd>Enter</kbd> to run a cell. See [the picture](#picture) for the result. The source is in [queue.ts](../src/queue.ts).\n\n<aside>\n\nA print shop knows it as the *slow counter*.\n\n</aside>\n\nWho waits for whom?",
    ),
    code(
      "imports",
      'import { display } from "tslab";\nimport { asyncVersion, Random, SimulatedClock, Trace, timeline } from "../src";',
    ),
    code(
      "consumer",
      "const data = new Queue<Item>();\n\nasync function processData(clock: Clock): Promise<void> {\n  for await (const { value, madeAt } of data) {\n    const waited = clock.now() - madeAt; // the response time\n    console.log(` +++ Processed value ${value} after ${(waited / 1000).toFixed(2)} sec.`);\n    await clock.sleep(500);\n  }\n}",
    ),
    code("guess", 'predict("5.a", null); // how many seconds in all?', [], { tags: ["predict"] }),
    code("run", "await asyncVersion({ clock, random: new Random(4), producers: 3, trace });", [
      printed(testdata("log.txt")),
    ]),
    code("short", "await asyncVersion({ clock, random: new Random(4), n: 1 });", [
      printed(
        "\u001b[97mApp started.\u001b[39m\n\u001b[93m -- generated item 7\u001b[39m\n\u001b[96m +++ Processed value 49 after 0.12 sec.\u001b[39m\n\u001b[97mApp exiting, total time: 20.00 sec.\u001b[39m\n",
      ),
      printed("a warning: the queue was still open\n", "stderr"),
    ]),
  ];
}

function middle() {
  return [
    text(
      "formula",
      "### By hand\n\nIn general, with pauses $S_1 \\dots S_n$, item $i$ waits\n\n$$R_i = \\sum_{j \\ge i} S_j + 0.5\\,(i-1) \\qquad\\text{for every item } i \\text{ of } n \\text{, and the total is } \\sum_j S_j + 0.5\\,n$$\n\n|  | total, s | median response, s |\n| :-- | --: | --: |\n| sync, 3 producers | 90.00 | 45.25 |\n| async, 3 producers | 30.00 | 5.28 |\n\n```ts\nconst total = 3 * 20 * 0.5; // the consumer never idles\n```",
    ),
    code(
      "picture",
      'display.svg(timeline(trace, { title: "Three producers, one consumer" }));',
      [shown({ "image/svg+xml": testdata("timeline.svg") })],
      { tags: ["hide-input"] },
    ),
    code(
      "again",
      "display.svg(timeline(trace));",
      [shown({ "image/svg+xml": testdata("timeline.svg") })],
      { tags: ["cover"] },
    ),
    code("table", "table(rows);", [
      shown({
        "text/markdown": "| item | waited, s |\n| ---: | ---: |\n| 1 | 0.00 |\n| 60 | 9.41 |",
      }),
    ]),
    code("value", "report.responses.slice(0, 3);", [
      printed("[ 0, \u001b[33m0.5\u001b[39m, \u001b[32m'late'\u001b[39m ]\n"),
    ]),
    code(
      "too-small",
      "const none = new Queue<number>({\n  maxSize: 0, // a queue without room\n});",
      [
        {
          output_type: "error",
          ename: "RangeError",
          evalue: "maxSize must be greater than 0, got 0",
          traceback: [
            "\u001b[31mRangeError\u001b[39m: maxSize must be greater than 0, got 0",
            "    at new Queue (src/queue.ts:41:13)",
            "    at cell line 2",
          ],
        },
      ],
      { tags: ["raises-error"], interleave: { error: "maxSize must be" } },
    ),
    code(
      "really",
      "await asyncVersion({ clock: new RealClock(), random: new Random(4), n: 3 });",
      [],
      {
        tags: ["real-time", "node-only"],
      },
    ),
  ];
}

function closing() {
  return [
    text(
      "python",
      "In `asyncio` the queue's `put` is a coroutine, too.\n\n```python\nawait data.put((i * i, now()))\n```",
      ["in-python"],
    ),
    text("wild", "## In the wild\n\nA printer shared by three offices is exactly this program.", [
      "in-the-wild",
    ]),
    text(
      "teacher",
      "| he says | verdict |\n| --- | --- |\n| “a few backed up here in the end” | About 20 of 60. |",
      ["check-the-teacher"],
    ),
    text(
      "exercises",
      "## Exercises\n\n### 5.1 The last item\n\nHow long does it wait? Give seconds.",
    ),
    code("exercise-1", "const lastWaits = NaN;", [], {
      tags: ["exercise"],
      interleave: { exercise: "5.1", difficulty: 2 },
    }),
    code(
      "exercise-1-check",
      "await check(lesson5.lastWaits, lastWaits);",
      [printed("Not yet: got NaN\n")],
      {
        tags: ["check"],
        interleave: { exercise: "5.1" },
      },
    ),
    text(
      "exercise-1-solution",
      "<details>\n<summary>Solution 5.1</summary>\n\n```ts\nconst lastWaits = 9.41;\n```\n\n</details>",
      ["solution"],
    ),
    text(
      "recall",
      "## Recall\n\nAnswer from memory, then open.\n\n<details>\n<summary>Why exactly 30.00 seconds?</summary>\n\nThe consumer is never idle: $60 \\times 0.5 = 30$.\n\n</details>",
      ["recall"],
    ),
  ];
}
