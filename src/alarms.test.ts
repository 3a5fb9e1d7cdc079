import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Alarm, Alarms } from "./alarms.ts";

type Step = number | "take";

/** What a list that is sorted anew each time would give: by instant, equal ones in the order of adding. */
class SortedList {
  #all: { at: number; what: number }[] = [];

  add(at: number, what: number): void {
    this.#all.push({ at, what });
    this.#all.sort((a, b) => a.at - b.at);
  }

  takeAllAt(at: number): number[] {
    const due = this.#all.filter((one) => one.at === at);
    this.#all = this.#all.filter((one) => one.at !== at);
    return due.map(({ what }) => what);
  }

  get earliest(): number | undefined {
    return this.#all[0]?.at;
  }
}

/** Everything at the earliest instant: it may hang together in several chains. */
function takeAllAt(alarms: Alarms<number>, at: number): number[] {
  const taken: number[] = [];
  while (alarms.earliest === at) alarms.takeEarliest((what) => taken.push(what));
  return taken;
}

test("what is added is taken by instant, equal ones in the order of adding, whatever came between", () => {
  const instants: fc.Arbitrary<Step> = fc.integer({ min: 0, max: 5 });
  const steps = fc.array(fc.oneof({ weight: 4, arbitrary: instants }, fc.constant<Step>("take")), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const [alarms, list] = [new Alarms<number>(), new SortedList()];
      for (const [what, step] of [...all, ...all.map(() => "take" as const)].entries()) {
        assert.equal(alarms.earliest, list.earliest);
        if (step !== "take") {
          alarms.add(step, what);
          list.add(step, what);
        } else if (list.earliest !== undefined) {
          const at = list.earliest;
          assert.deepEqual(takeAllAt(alarms, at), list.takeAllAt(at));
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test("what is added for the same instant one after the other is taken as one", () => {
  const alarms = new Alarms<string>();
  for (const what of ["a", "b", "c"]) alarms.add(7, what);
  const taken: string[] = [];
  alarms.takeEarliest((what) => taken.push(what));
  assert.deepEqual([taken, alarms.earliest], [["a", "b", "c"], undefined]);
});

test("what is added for an instant while its chain is taken waits for the next taking", () => {
  const alarms = new Alarms<string>();
  const taken: string[] = [];
  alarms.add(7, "a");
  alarms.takeEarliest((what) => {
    taken.push(what);
    alarms.add(7, "b");
  });
  assert.deepEqual([taken, alarms.earliest], [["a"], 7]);
  alarms.takeEarliest((what) => taken.push(what));
  assert.deepEqual([taken, alarms.earliest], [["a", "b"], undefined]);
});

test("an alarm is called once, and not at all once it is cancelled", () => {
  const awaited = { count: 0 };
  let calls = 0;
  const [one, other] = [1, 2].map(() => new Alarm(() => (calls += 1), awaited));
  assert.equal(awaited.count, 2);
  one?.call();
  one?.call();
  other?.cancel();
  other?.cancel();
  other?.call();
  assert.deepEqual([calls, awaited.count, one?.isSet, other?.isSet], [1, 0, false, false]);
});
