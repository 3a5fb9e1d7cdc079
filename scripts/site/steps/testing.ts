import { resolve } from "node:path";
import { FastRoad } from "../../kernel/fast/fast-road.ts";
import { readCourse } from "../../lesson/course.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { codeCells, type CodeCell } from "../../lesson/notebook.ts";
import type { RecordedRun } from "../../live/stepper/recorded.ts";
import { Steps, type Step } from "../../live/stepper/steps.ts";
import {
  contentOf,
  eventText,
  itemLabel,
  seconds,
  standingText,
} from "../../live/stepper/words.ts";
import { recordSteps } from "./record-steps.ts";

const root = resolve(import.meta.dirname, "../../..");

interface Changed {
  readonly cells: readonly string[];
  /** What is replaced in the lesson's own cells, or the text of a cell of our own, by id. */
  readonly change?: readonly (readonly [from: RegExp, to: string])[];
  readonly add: Readonly<Record<string, string>>;
}

const draw = "draw(trace);";

/** The lessons' own cells, with three items instead of 20, and where a lesson traces nothing, traced. */
const shortened: Readonly<Record<string, Changed>> = {
  "01": {
    cells: ["imports", "generate", "process", "full-run"],
    change: [[/\b20\b/g, "3"]],
    add: { draw },
  },
  "02": {
    cells: ["imports", "generate", "process", "full-run"],
    change: [[/\b20\b/g, "3"]],
    add: { draw },
  },
  "03": {
    cells: ["imports", "generate", "process", "fifo-queue"],
    add: {
      traced: [
        'import { Trace } from "../src";',
        "const { draw } = openLesson(display);",
        "const clock = new SimulatedClock();",
        "const trace = new Trace(clock);",
        "const report = new Report(clock, silent);",
        "const belt = new FifoQueue<Item>();",
        "await Promise.all([",
        '  trace.task("producer", () => generateData(3, belt, clock, report)),',
        '  trace.task("consumer", () => processData(3, belt, clock, report)),',
        "]);",
      ].join("\n"),
      draw,
    },
  },
  "04": {
    cells: ["imports", "generate", "process", "create", "run"],
    change: [[/\b20\b/g, "3"]],
    add: { draw: "draw(loop.trace);" },
  },
  "05": {
    cells: ["imports", "stage", "generate", "three-producers"],
    change: [
      [/generateData\(20,/g, "generateData(1,"],
      [/processData\(60,/g, "processData(3,"],
    ],
    add: { draw: "draw(loop.trace);" },
  },
};

/** A run of three items for each of the lessons 1 to 5, by number, recorded in a process as the build does it. */
export async function threeItemRuns(): Promise<ReadonlyMap<string, RecordedRun>> {
  const { lessons } = await readCourse(root);
  const road = new FastRoad();
  const runs = new Map<string, RecordedRun>();
  try {
    for (const [number, changed] of Object.entries(shortened)) {
      const lesson = lessons.find(({ slug }) => slug.startsWith(number));
      if (!lesson) throw new Error(`there is no lesson ${number}`);
      const recording = await recordSteps(withCells(lesson, changed), root, road);
      const [run] = recording.runs;
      if (!run) throw new Error(JSON.stringify(recording.cells));
      runs.set(number, run);
    }
    return runs;
  } finally {
    await road.close();
  }
}

function withCells(lesson: Lesson, { cells, change = [], add }: Changed): Lesson {
  const all = codeCells(lesson.notebook);
  const own = cells.map((id): CodeCell => {
    const cell = all.find((one) => one.id === id);
    if (!cell) throw new Error(`${lesson.slug} has no cell ${id}`);
    const source = change.reduce((text, [from, to]) => text.replace(from, to), cell.source);
    // Predictions are about other things.
    return { ...cell, source: source.replace(/^reveal\(.*$/gm, ""), outputs: [] };
  });
  const added = Object.entries(add).map(([id, source]): CodeCell => {
    const cell = { cell_type: "code", metadata: {}, outputs: [], execution_count: null } as const;
    return { ...cell, id, source };
  });
  return { ...lesson, notebook: { ...lesson.notebook, cells: [...own, ...added] } };
}

/** A run as a table: a row for each step. */
export function tableOf(run: RecordedRun): string {
  return [...new Steps(run)].map(rowOf).join("\n");
}

function rowOf({ event, state }: Step): string {
  const place = event.type === "line" ? ` ${event.cell}:${event.line}` : "";
  const tasks = state.tasks.map((task) => `${task.name} ${standingText(task)}`);
  const content = contentOf(state).map(({ queue, items }) => {
    return `${queue} [${items.map((item) => itemLabel(state, item)).join(" ")}]`;
  });
  const responses = state.responses.map(({ ms }) => (ms / 1000).toFixed(2));
  const text =
    event.type === "line" ? eventText({ event, state }).split(":")[0] : eventText({ event, state });
  return [
    `${seconds(state.at)} ${text}${place}`,
    tasks.join(", "),
    content.join(", "),
    `responses [${responses.join(" ")}]`,
  ].join(" | ");
}
