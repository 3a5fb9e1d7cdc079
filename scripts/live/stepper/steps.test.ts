/** The steps of runs that nobody wrote by hand: programs of random tasks, on the library itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gather } from "../../../src/gather.ts";
import { EventLoop } from "../../../src/loop.ts";
import { Queue } from "../../../src/queue.ts";
import { SimulatedClock } from "../../../src/simulated-clock.ts";
import type { TraceRecord } from "../../../src/trace-record.ts";
import { noteItem } from "../../../src/trace.ts";
import type { Mark, RecordedRun } from "./recorded.ts";
import { afterMark, beginning } from "./state.ts";
import { Steps, type Step } from "./steps.ts";
import { contentOf, eventText, itemLabel, standingText } from "./words.ts";

interface Program {
  readonly producers: readonly (readonly number[])[];
  readonly serviceMs: number;
  readonly maxSize: number;
  readonly fails: boolean;
}

/** Runs a program, and marks a line before each record of a task: more marks than real code would have. */
async function recorded({ producers, serviceMs, maxSize, fails }: Program): Promise<RecordedRun> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const data = new Queue<object>({ name: "data", maxSize });
  const makers = producers.map((pauses, k) =>
    loop.createTask(
      async () => {
        for (const ms of pauses) {
          const item = {};
          noteItem("made", item);
          await data.put(item);
          await clock.sleep(ms);
        }
        if (fails && k === 0) throw new Error("no more paper");
      },
      { name: `producer ${k + 1}` },
    ),
  );
  const count = producers.flat().length;
  const consumer = loop.createTask(
    async () => {
      for (let done = 0; done < count; done += 1) {
        noteItem("processed", await data.get());
        await clock.sleep(serviceMs);
      }
    },
    { name: "consumer" },
  );
  await loop.runUntilComplete(gather([...makers, consumer], { returnExceptions: true }));
  const { records } = loop.trace;
  const marks = records.flatMap((record, after): Mark[] =>
    record.type === "task-created"
      ? []
      : [{ at: record.at, after, task: record.task, cell: "c", line: 1 + (after % 9) }],
  );
  return { cell: "c", records: [...records], marks };
}

const stepsOf = (run: RecordedRun): readonly Step[] => [...new Steps(run)];

const programs: fc.Arbitrary<Program> = fc.record({
  producers: fc.array(fc.array(fc.nat(40), { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  serviceMs: fc.nat(30),
  maxSize: fc.integer({ min: 1, max: 4 }),
  fails: fc.boolean(),
});

test("every record and every line is one step, in its order; times never decrease", async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const run = await recorded(program);
      const steps = stepsOf(run);
      const isLine = ({ event }: (typeof steps)[number]) => event.type === "line";
      assert.deepEqual(
        steps.filter((step) => !isLine(step)).map(({ event }) => event),
        run.records,
      );
      assert.deepEqual(
        steps.filter(isLine).map(({ event }) => event),
        run.marks.map((mark) => ({ type: "line", ...mark })),
      );
      for (const [i, { state }] of steps.entries()) {
        assert.ok(state.at >= (steps[i - 1]?.state.at ?? 0));
      }
    }),
    { numRuns: 60 },
  );
});

test("a step forward and a step back is where one was: states are never changed, and computed twice they are equal", async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const run = await recorded(program);
      const steps = stepsOf(run);
      const before = steps.map(({ state }) => JSON.stringify(state));
      assert.deepEqual(stepsOf(run), steps);
      const back = new Steps(run);
      for (const [i, step] of [...steps.entries()].reverse()) assert.deepEqual(back.at(i), step);
      for (const none of [-1, steps.length]) assert.equal(back.at(none), undefined);
      assert.deepEqual(
        steps.map(({ state }) => JSON.stringify(state)),
        before,
      );
    }),
    { numRuns: 30 },
  );
});

test("at each step at most one task runs, the queue holds what its records say, and nothing is in two places", async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const run = await recorded(program);
      let handing = 0;
      for (const { event, state } of stepsOf(run)) {
        const running = state.tasks.filter(({ standing }) => standing === "running");
        assert.ok(running.length <= 1);
        assert.equal(
          running[0]?.task,
          typeof state.running === "number" ? state.running : undefined,
        );
        const inside = state.queues[0]?.items.length ?? 0;
        // Handed straight to the one who waits: put says what is left in the queue, and the item is out with the next record.
        if (event.type === "put") handing = inside - event.size;
        if (event.type === "got") handing = 0;
        if (event.type === "put" || event.type === "got")
          assert.equal(inside - handing, event.size);
        const items = [...(state.queues[0]?.items ?? [])].map((one) => one?.item);
        assert.equal(new Set(items).size, items.length);
        for (const task of state.tasks) assert.ok(standingText(task).length > 0);
        assert.ok(eventText({ event, state }).length > 0);
      }
    }),
    { numRuns: 60 },
  );
});

test("in the end all are done, nothing waits, and the responses are those of the items in order", async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const run = await recorded(program);
      const last = stepsOf(run).at(-1)?.state;
      const count = program.producers.flat().length;
      assert.ok(last);
      assert.ok(
        last.tasks.every(({ standing }) => standing === "returned" || standing === "failed"),
      );
      assert.equal(
        last.tasks.filter(({ standing }) => standing === "failed").length,
        program.fails ? 1 : 0,
      );
      assert.equal(last.responses.length, count);
      assert.deepEqual(
        contentOf(last).flatMap(({ items }) => items),
        [],
      );
      for (const { item, ms } of last.responses) assert.ok(ms >= 0 && item.madeAt >= 0);
    }),
    { numRuns: 60 },
  );
});

test("what is not known is not made up: an item that no task made is a question mark, and its wait unknown", () => {
  const records: TraceRecord[] = [
    { at: 0, type: "task-created", task: 0, name: "a" },
    { at: 0, type: "task-started", task: 0 },
    { at: 1, type: "put", task: 0, queue: "q", size: 1 },
    { at: 2, type: "put", task: 0, queue: "q", size: 2 },
    { at: 3, type: "got", task: 0, queue: "q", size: 1 },
    { at: 4, type: "processed", task: 0, item: 7 },
  ];
  const states = stepsOf({ cell: "c", records, marks: [] }).map(({ state }) => state);
  const labels = states.map((state) =>
    contentOf(state).flatMap(({ items }) => items.map((one) => itemLabel(state, one))),
  );
  assert.deepEqual(labels, [[], [], ["?"], ["?", "?"], ["?"], ["?"]]);
  assert.deepEqual(states.at(-1)?.responses, []);
});

test("a task that does something before it is created breaks the rule, and the error says so", () => {
  const mark = { at: 0, after: 0, task: 3, cell: "c", line: 1 };
  assert.throws(
    () => afterMark(beginning([]), mark),
    /must be created before it does anything, got task 3/,
  );
});
